"""The view Train."""
