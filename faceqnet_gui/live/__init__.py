"""The camera: one hint at a time, and the best shot taken by itself."""
