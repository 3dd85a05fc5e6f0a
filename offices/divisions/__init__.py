"""The division tree: loading it, changing it so that history stays right, and reading how it stood on a past day."""
