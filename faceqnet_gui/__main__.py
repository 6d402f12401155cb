"""`python -m faceqnet_gui` is `faceqnet-gui`."""

from faceqnet_gui.app import main

if __name__ == "__main__":
    main()
