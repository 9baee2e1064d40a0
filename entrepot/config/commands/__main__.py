import sys

from entrepot.config.commands import main

sys.exit(main())
