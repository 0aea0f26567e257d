"""The suite on other servers than the embedded one, and as another user."""
