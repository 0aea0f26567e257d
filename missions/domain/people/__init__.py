"""The rules about people and their accounts."""
