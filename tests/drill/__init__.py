"""`make drill`: what goes wrong in a deployment, done to real servers under load, and counted."""
