"""Does the score predict recognition errors? Everything that the model card says, measured."""
