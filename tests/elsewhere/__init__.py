"""The suite on another server than the embedded one, and as somebody else."""
