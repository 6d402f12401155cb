"""The view Evaluate: does the quality predict recognition errors on the open photos?"""
