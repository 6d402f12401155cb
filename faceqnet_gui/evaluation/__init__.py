"""The view Evaluate."""
