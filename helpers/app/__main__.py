"""``python -m helpers.app``: see ``helpers.app``."""

import sys

from helpers.app import main

sys.exit(main())
