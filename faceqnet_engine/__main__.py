"""`python -m faceqnet_engine` is `faceqnet`."""

from faceqnet_engine.cli.main import main

if __name__ == "__main__":
    main()
