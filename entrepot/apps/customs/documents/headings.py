"""Headings of the CN 23 as posts print them: English and French, or Chinese where China is concerned.

Source: UPU Convention regulations, form CN 23 (English and French); the Chinese as on China Post's form.
"""

from typing import Final

CHINESE_SPEAKING: Final = frozenset({"CN", "HK", "MO", "TW", "SG"})

CN23: Final[dict[str, tuple[str, str, str]]] = {
    "title": ("Customs declaration", "Déclaration en douane", "报关单"),
    "may_be_opened": ("May be opened officially", "Peut être ouvert d'office", "可以径行开拆"),
    "item_number": ("No. of item (barcode, if any)", "N° de l'envoi (code à barres)", "邮件号码（条码）"),
    "from": ("From", "De", "寄件人"),
    "to": ("To", "À", "收件人"),
    "name": ("Name", "Nom", "姓名"),
    "business": ("Business", "Société", "单位"),
    "street": ("Street", "Rue", "街道"),
    "postcode_city": ("Postcode, city", "CP, ville", "邮编、城市"),
    "country": ("Country", "Pays", "国家（地区）"),
    "sender_reference": (
        "Sender's customs reference",
        "Référence en douane de l'expéditeur",
        "寄件人海关编号",
    ),
    "importer_reference": (
        "Importer's reference (tax code, VAT No.)",
        "Référence de l'importateur",
        "进口商编号（税号）",
    ),
    "importer_contact": (
        "Importer's telephone / e-mail",
        "N° de téléphone / e-mail de l'importateur",
        "进口商电话/电子邮件",
    ),
    "description": ("Detailed description of contents", "Description détaillée du contenu", "内件详细名称"),
    "quantity": ("Quantity", "Quantité", "数量"),
    "net_weight": ("Net weight (kg)", "Poids net (kg)", "净重（千克）"),
    "value": ("Value", "Valeur", "价值"),
    "commercial_only": (
        "For commercial items only",
        "Pour les envois commerciaux seulement",
        "仅商业邮件填写",
    ),
    "hs_code": ("HS tariff number", "N° tarifaire du SH", "协制编号"),
    "origin": ("Country of origin", "Pays d'origine", "原产国"),
    "total_gross_weight": ("Total gross weight (kg)", "Poids brut total (kg)", "总毛重（千克）"),
    "total_value": ("Total value", "Valeur totale", "总价值"),
    "postal_charges": ("Postal charges / Fees", "Frais de port / Frais", "邮费/手续费"),
    "category": ("Category of item", "Catégorie de l'envoi", "邮件种类"),
    "explanation": ("Explanation", "Explication", "说明"),
    "comments": (
        "Comments (e.g. goods subject to quarantine)",
        "Observations (p. ex. quarantaine)",
        "备注（如须检疫）",
    ),
    "office": ("Office of origin / Date of posting", "Bureau d'origine / Date de dépôt", "原寄局/交寄日期"),
    "licence": ("Licence No(s).", "N° de la/des licences", "许可证号"),
    "certificate": ("Certificate No(s).", "N° du/des certificats", "证明书号"),
    "invoice": ("Invoice No.", "N° de la facture", "发票号"),
    "certify": (
        "I certify that the particulars given in this customs declaration are correct and that this item "
        "does not contain any dangerous article or articles prohibited by legislation or by postal or "
        "customs regulations.",
        "Je certifie que les renseignements donnés sont exacts et que cet envoi ne contient aucun objet "
        "dangereux ou interdit par la réglementation postale ou douanière.",
        "兹证明本报关单所填各项属实，邮件内未装有任何危险品或法律及邮政、海关规章禁寄的物品。",
    ),
    "signature": ("Date and sender's signature", "Date et signature de l'expéditeur", "日期及寄件人签字"),
}

CN22: Final[dict[str, tuple[str, str, str]]] = {
    "title": CN23["title"],
    "may_be_opened": CN23["may_be_opened"],
    "description": (
        "Quantity and detailed description",
        "Quantité et description détaillée",
        "数量及内件详细名称",
    ),
    "weight": ("Net weight", "Poids net", "净重"),
    "value": CN23["value"],
    "total_weight": ("Total weight (kg)", "Poids total (kg)", "总重量（千克）"),
    "total_value": CN23["total_value"],
    "signature": CN23["signature"],
}

CATEGORIES: Final[dict[str, tuple[str, str, str]]] = {
    "gift": ("Gift", "Cadeau", "礼品"),
    "documents": ("Documents", "Documents", "文件"),
    "sale": ("Sale of goods", "Vente de marchandises", "销售商品"),
    "sample": ("Commercial sample", "Échantillon commercial", "商业货样"),
    "returned": ("Returned goods", "Retour de marchandise", "退回物品"),
    "other": ("Other", "Autre", "其他"),
}


def second_language(*countries: str) -> str:
    """``zh`` when a Chinese-reading office will see the form, else ``fr``, the language of the Union."""
    return "zh" if CHINESE_SPEAKING.intersection(countries) else "fr"


def bilingual(table: dict[str, tuple[str, str, str]], second: str) -> dict[str, list[str]]:
    """``{key: [English, second language]}``."""
    return {
        key: [english, chinese if second == "zh" else french]
        for key, (english, french, chinese) in table.items()
    }
