"""Addresses of the control tower, the rooms of cases, claims, scorecards and notices."""

from entrepot.web.backoffice.views import cases, claims, notices, scorecards, tower, wrong_payments

PAGES = (
    ("tower/", tower.tower, "tower"),
    ("tower/parcels/", tower.tower_parcels, "tower_parcels"),
    ("tower/parcels/<int:pk>/ask/", tower.ask_carrier, "ask_carrier"),
    ("tower/parcels/<int:pk>/proof/", tower.proof, "proof_of_delivery"),
    ("tower/parcels/<int:pk>/proof.pdf", tower.proof_pdf, "proof_of_delivery_pdf"),
    ("exceptions/<int:pk>/", cases.case, "case"),
    ("exceptions/<int:pk>/payment/", wrong_payments.settle_payment, "settle_payment"),
    ("exceptions/<int:pk>/take/", cases.take_case, "take_case"),
    ("exceptions/<int:pk>/files/<int:message>/", cases.case_attachment, "case_file"),
    ("exceptions/<int:pk>/claim.zip", cases.claim, "claim_pack"),
    ("exceptions/<int:pk>/claims/<int:parcel>/", claims.ask, "file_claim"),
    ("claims/", claims.claims, "claims"),
    ("claims/<int:pk>/settle/", claims.settle, "settle_claim"),
    ("scorecards/", scorecards.scorecards, "scorecards"),
    ("notices/", notices.notices, "notices"),
    ("notices/templates/", notices.notice_templates, "notice_templates"),
    ("notices/templates/<str:kind>/", notices.notice_template, "notice_template"),
    ("notices/<int:pk>/send/", notices.send_notice_again, "send_notice_again"),
)
