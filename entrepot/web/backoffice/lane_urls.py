"""Addresses of lanes, modes, routing rules and simulations in the console."""

from typing import Final

from entrepot.web.backoffice.access import View
from entrepot.web.backoffice.views import (
    claims,
    lane_edit,
    lanes,
    mode_advice,
    modes,
    price_grids,
    routing_rules,
    simulations,
)

PAGES: Final[tuple[tuple[str, View, str], ...]] = (
    ("lanes/", lanes.lanes, "lanes"),
    ("lanes/new/", lane_edit.new_lane, "new_lane"),
    ("lanes/<slug:code>/", lanes.lane, "lane"),
    ("lanes/<slug:code>/edit/<slug:part>/", lane_edit.edit_lane, "edit_lane"),
    ("lanes/<slug:code>/switch/", lanes.switch, "switch_lane"),
    ("lanes/<slug:code>/copy/", lanes.copy, "copy_lane"),
    ("lanes/<slug:code>/liability/", claims.lane_liability, "lane_liability"),
    ("lanes/<slug:code>/prices/", price_grids.prices, "lane_prices"),
    ("lanes/<slug:code>/prices/confirm/", price_grids.confirm_prices, "confirm_lane_prices"),
    ("lanes/<slug:code>/prices/<slug:kind>/", price_grids.price_file, "lane_price_file"),
    ("modes/", modes.modes, "modes"),
    ("routing-rules/", routing_rules.routing_rules, "routing_rules"),
    ("routing-rules/<int:pk>/end/", routing_rules.end_rule, "end_routing_rule"),
    ("mode-advice/", mode_advice.mode_advice, "mode_advice"),
    ("simulations/", simulations.simulations, "simulations"),
    ("simulations/<int:pk>/", simulations.simulation, "simulation"),
    ("simulations/<int:pk>/stop/", simulations.stop, "stop_simulation"),
    ("simulations/<int:pk>/resume/", simulations.resume, "resume_simulation"),
    ("modes/new/", modes.new_mode, "new_mode"),
    ("modes/<slug:code>/", modes.mode, "mode"),
    ("modes/<slug:code>/switch/", modes.switch_mode, "switch_mode"),
)
