"""A recognition network learns to predict labels from the image alone."""
