"""Addresses of the console about consolidation: waybills, bags, deconsolidation, number pools."""

from typing import Final

from entrepot.web.backoffice.access import View
from entrepot.web.backoffice.views import bags, deconsolidation, number_pools, waybills

PAGES: Final[tuple[tuple[str, View, str], ...]] = (
    ("waybills/", waybills.waybills, "waybills"),
    ("waybills/new/", waybills.new_waybill, "new_waybill"),
    ("waybills/<str:number>/", waybills.waybill, "waybill"),
    ("waybills/<str:number>/steps/<slug:code>/", waybills.step, "waybill_step"),
    ("waybills/<str:number>/bags/", waybills.load, "load_bag"),
    ("waybills/<str:number>/bags/new/", waybills.new_bag, "new_bag"),
    ("waybills/<str:number>/pallets/new/", waybills.new_pallet, "new_pallet"),
    ("waybills/<str:number>/manifest.<slug:form>", waybills.manifest, "waybill_manifest"),
    ("waybills/<str:number>/deconsolidate/", deconsolidation.deconsolidate, "deconsolidate"),
    ("waybills/<str:number>/found/<int:pk>/", deconsolidation.found_parcel, "found_parcel"),
    ("bags/<str:number>/", bags.bag, "bag"),
    ("bags/<str:number>/pull-off/<int:parcel>/", bags.pull_off, "pull_off"),
    ("parcels/<int:pk>/local-label.pdf", deconsolidation.local_label, "local_label"),
    ("number-pools/", number_pools.number_pools, "number_pools"),
    ("number-pools/new/", number_pools.new_pool, "new_pool"),
    ("number-pools/<slug:code>/", number_pools.number_pool, "number_pool"),
    ("number-pools/<slug:code>/change/", number_pools.change_pool, "change_pool"),
)
