"""The shop's settings with a counter of SQL statements in front."""

from entrepot.config.settings import *  # noqa: F403
from entrepot.config.settings import MIDDLEWARE as SHOP_MIDDLEWARE

MIDDLEWARE = ["benchmarks.counting.count_statements", *SHOP_MIDDLEWARE]
