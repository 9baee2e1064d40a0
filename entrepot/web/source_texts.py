"""Where rules, pools and policies come from, named here so that it can be read in the reader's language.

They are texts of rule files, packaged data and the demo shop. A law keeps its official title in its own
language where it has no common name in the reader's; ``source_text`` then shows it as it is.
"""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

SOURCES: Final = frozenset(
    (
        _("Provisional Regulations on Value Added Tax"),
        _("Provisional Regulations on Value Added Tax: 13 % (general knowledge)"),
        _("Provisional Regulations on Consumption Tax"),
        _("Shui Wei Hui [2018] 49"),
        _("Shui Wei Hui [2019] 17: watches of CNY 10,000 and more"),
        _("Shui Wei Hui [2019] 17: tobacco, alcohol, jewellery, golf"),
        _("Shui Wei Hui [2019] 17: listed medicines of reduced import VAT (cancer, rare diseases)"),
        _("Shui Wei Hui [2019] 17: everything not in the other classes"),
        _("Shui Wei Hui [2019] 17: cosmetics of CNY 10 per ml or g, 15 per piece, and more"),
        _(
            "Shui Wei Hui [2019] 17: books, computers, cameras, food and drink, gold, silver, furniture, "
            "toys, medicine"
        ),
        _(
            "Positive list, 2019 edition adjusted 2022-03-01 (1,476 lines): not loaded; load a list of "
            "codes of this name and set complete"
        ),
        _("Positive list: sugar 2 kg per person and year (ssop)"),
        _("Positive list: rice 20 kg per person and year (ssop)"),
        _("Positive list: name limited (ssop)"),
        _("Positive list, 2022 adjustment: remarks on 1210-only goods (ssop)"),
        _("GACC 2010 No. 43"),
        _("GACC 2010 No. 43 (value of a parcel); days and parcels: the shop's own caution"),
        _("GACC 2014 No. 12; GACC 2018 No. 194"),
        _("GACC 2019 No. 18: the consignee in China is declared by name and unified social credit code"),
        _(
            "GACC Order 251 (2021), Administrative Measures for the Registration and Filing and Credit of"
            " Enterprises"
        ),
        _("GACC announcements 2014 No. 57 and 2016 No. 75: goods leave the bonded zone as retail import"),
        _("Retail import is declared with the identity of the buyer (GACC 2018 No. 194)"),
        _("MOF, GACC, STA 2018 No. 49; GACC 2018 No. 194"),
        _("Notes to the order message 311: vouchers stay part of the value of the goods"),
        _("MOF, STA, GACC 2019 No. 39"),
        _(
            "MOF, STA, GACC 2019 No. 39: farm products, edible oil, feed, fertiliser, books (general "
            "knowledge of the codes)"
        ),
        _("List of animals and plants prohibited from being carried or posted (general knowledge)"),
        _("Tobacco Monopoly Law (general knowledge)"),
        _("Tariff Law of 2024-12-01; value with freight and insurance"),
        _("Customs Law; Tariff Law"),
        _("Customs monthly rate (general knowledge)"),
        _(
            "Customs Import and Export Tariff, most-favoured-nation rate, general knowledge, not checked "
            "line by line"
        ),
        _("Customs Import and Export Tariff, most-favoured-nation rate, general knowledge"),
        _("Customs Import and Export Tariff, most-favoured-nation rate, from memory and to be checked"),
        _("China-Australia Free Trade Agreement; rates of a few goods differ"),
        _("Cai Guan Shui [2016] 18"),
        _("Cai Guan Shui [2016] 18: sellers connected to customs (direct purchase import)"),
        _("Cai Guan Shui [2018] 49"),
        _("Cai Shui [2018] 32"),
        _("Cai Shui [2018] 32: 10 % (general knowledge)"),
        _("Cai Shui [2018] 32 ended 17 %"),
        _("Cai Shui [2017] 37: 11 % (general knowledge)"),
        _("Cai Shui [2016] 103: high-end cosmetics from CNY 10 per ml or g, CNY 15 per piece, without VAT"),
        _("Shang Cai Fa [2021] 39: pilot cities of retail import"),
        _("Consumption tax table: yellow wine 240 CNY/t; 1 t = 962 L"),
        _("Consumption tax table: watches of CNY 10,000 and more"),
        _("Consumption tax table: spirits 20 % + 0.5 CNY per 500 g or ml"),
        _("Consumption tax table: other alcohol"),
        _("Consumption tax table: jewellery and jade (gold, silver, platinum and diamond: 5 %)"),
        _("Consumption tax table: golf equipment"),
        _("Consumption tax table: gold, silver, platinum, diamond jewellery"),
        _("Consumption tax table: fireworks 15 %"),
        _("Consumption tax table: disposable wooden chopsticks 5 %"),
        _("Consumption tax table: beer 250 CNY/t (3,000 CNY per t and above); 1 t = 988 L"),
        _("Consumption tax table: beer 220 CNY/t below 3,000 CNY per t; 1 t = 988 L"),
        _("Dutiable price table 01010700: milk powder CNY 200 per kg (investhere.ipim.gov.mo)"),
        _("Dutiable price table: CNY 2,000 per kg (investhere.ipim.gov.mo)"),
        _("Dutiable price table: CNY 200 per kg (investhere.ipim.gov.mo)"),
        _("Dutiable price table: CNY 100 a bottle up to 750 ml (investhere.ipim.gov.mo)"),
        _("Dutiable price table: CNY 200 a bottle up to 750 ml (investhere.ipim.gov.mo)"),
        _("Dutiable price table: CNY 300 a bottle up to 750 ml (investhere.ipim.gov.mo)"),
        _("Dutiable price table: CNY 500 a bottle up to 750 ml (investhere.ipim.gov.mo)"),
        _("Dutiable price table: shaver CNY 200 (investhere.ipim.gov.mo)"),
        _("Dutiable price table: tea, coffee CNY 200 per kg (investhere.ipim.gov.mo)"),
        _("Dutiable price table: wine below 12 % vol CNY 100 a bottle up to 750 ml (investhere.ipim.gov.mo)"),
        _("Annex III Directive 2006/112/EC and national law (general knowledge of the codes)"),
        _("Azores standard rate 16 % since 2021 (general knowledge; ibericode/vat-rates says 18)"),
        _("Common Customs Tariff; value with freight and insurance to the border"),
        _("Council Regulation (EU) 2026/382"),
        _("Decision 1/95 of the EC-Turkey Association Council: industrial goods in free circulation (A.TR)"),
        _("Delegated Regulation (EU) 2015/2446, Art. 143a and Annex B, data set H7"),
        _("Directive (EU) 2020/262: national excise rates are not loaded"),
        _("Directive 2006/112/EC"),
        _("Directive 2006/112/EC art. 33 and 369a ff. (OSS): tax of the destination"),
        _(
            "Directive 2006/112/EC art. 369l ff.; no VAT on the EUR 3 under IOSS (Commission "
            "clarification reported by EAS)"
        ),
        _(
            "Directive 2006/112/EC art. 6: outside the VAT territory; Finland levies its own import VAT "
            "(general knowledge)"
        ),
        _("Directive 2006/112/EC art. 85-86: value with duty and incidental costs"),
        _("Directive 2006/112/EC, Art. 369l to 369x"),
        _("ECB rate of the tax point (IOSS); monthly customs rate for the customs value"),
        _("EU-UK Trade and Cooperation Agreement: originating goods free"),
        _("Preferential measures of TARIC (142, 145, 106), where they are loaded"),
        _("Regulation (EC) 1186/2009 art. 23; ended by Regulation (EU) 2026/382"),
        _("Regulation (EU) 2026/382, Delegated Regulation (EU) 2026/1022: EUR 3 per item"),
        _(
            "Regulation (EU) 2026/382: no EUR 3 on preferential and customs-union goods without IOSS in a"
            " standard declaration"
        ),
        _("Regulation (EU) 952/2013 art. 4: outside the customs territory of the Union"),
        _("Regulation (EU) 952/2013 art. 9; ICS2: EORI of a consignee that is a business"),
        _(
            "Union Customs Code, Regulation (EU) 952/2013, Art. 38 and 39; Delegated Regulation (EU) "
            "2015/2446, Art. 24"
        ),
        _(
            "Union Customs Code, Regulation (EU) 952/2013, Art. 38 and 39; Delegated Regulation (EU) "
            "2015/2446, Art. 24 and 26"
        ),
        _("businessforum.ro 2026-01-21; whether it goes on beside the EUR 3 is unknown"),
        _("carrier tariffs"),
        _("easproject.com; postponed to 2026-07-01, start not confirmed"),
        _("essentiaglobalservices.com, EU agrees customs overhaul"),
        _("ibericode/vat-rates (MIT)"),
        _("ibericode/vat-rates (MIT); vatnode.dev 2026"),
        _("passportglobal.com; whether it goes on after 2026-07-01 is unknown"),
        _("revenue.ie, gifts up to EUR 45 (procedure C08)"),
        _("revenue.ie, procedure 1C1: flat 2.5 % up to EUR 700 if the recipient wishes (general knowledge)"),
        _("Alcoholic Liquor Duties Act; Tobacco Products Duty Act: rates are not loaded"),
        _("Gifts of GBP 135 to 630: flat 2.5 % if the recipient wishes (general knowledge)"),
        _("Gifts up to GBP 135 (general knowledge)"),
        _("Gifts up to GBP 39 (general knowledge)"),
        _("HMRC exchange rates; the seller may use a published rate of the day of sale"),
        _("Jersey and Guernsey are outside the customs and VAT territory of the United Kingdom"),
        _("Offensive Weapons Act 2019 (general knowledge)"),
        _("Preferential measures of the UK Trade Tariff (142, 145, 106), where they are loaded"),
        _("UK Global Tariff; value with freight and insurance"),
        _("VAT Act 1994"),
        _("VAT Act 1994 Schedule 8 group 1: most food (general knowledge of the codes)"),
        _("VAT Act 1994 Schedule 8 group 16"),
        _("VAT Act 1994 Schedule 8 group 3"),
        _("VAT Act 1994 s. 21: value with duty and incidental costs"),
        _(
            "Value Added Tax Act 1994, s. 7AA; gov.uk: VAT and overseas goods sold directly to customers "
            "in the UK"
        ),
        _("Windsor Framework art. 5; law of Jersey and Guernsey: their duties are not loaded"),
        _(
            "Windsor Framework: goods follow the Union's customs and VAT rules, at the rates of the "
            "United Kingdom"
        ),
        _("gov.uk VAT rates; ibericode/vat-rates (MIT)"),
        _("gov.uk, VAT on goods sold direct to customers in the UK"),
        _(
            "gov.uk, VAT on goods sold direct to customers in the UK: a business that gives its VAT "
            "number accounts for it"
        ),
        _("gov.uk: EORI numbers"),
        _("gov.uk: IOSS for goods sent to Northern Ireland from outside the UK and the EU"),
        _("gov.uk: UK reliefs from customs duty; consultation of 2025 on low value imports"),
        _(
            "gov.uk: authorised economic operator certification; Customs (Import Duty) (EU Exit) "
            "Regulations 2018"
        ),
        _("gov.uk: bulk import reduced data set declarations"),
        _("19 CFR 10.151 and 145.31 as of 2026-06-24; the test ended on 2025-08-29"),
        _("19 CFR 143.21"),
        _("19 CFR 24.23, FY2025 (general knowledge)"),
        _("19 CFR 24.23, FY2026 (buckland.com)"),
        _("19 CFR 24.23, FY2027 (dutycite.com)"),
        _("19 CFR 24.23, FY2027, derived from the ratio of the formal fees"),
        _("19 CFR 24.5 (CBP Form 5106): the importer of record is known by its IRS number"),
        _("19 USC 1321 before 81 FR 58831"),
        _("19 USC 1321(a)(2)(A): bona fide gifts"),
        _("19 USC 1321; 19 CFR 10.151 and 145.31 as of 2026-06-24"),
        _("19 USC 1321; 81 FR 58831"),
        _("19 USC 1321; ended worldwide by EO 14324"),
        _("21 CFR 1.276 ff. (general knowledge)"),
        _("26 USC 4461: 0.125 % of ocean cargo, formal entry"),
        _("26 USC 5001 ff.: federal excise is not loaded"),
        _("31 USC 5151, rate of the day of export (general knowledge)"),
        _("50 USC 1702(b): informational materials"),
        _("EO 14193, 14194: not loaded"),
        _("EO 14195, 14228, 14257, 14266: rates changed several times and are not loaded"),
        _("EO 14195, 14257; ended after Learning Resources v. Trump"),
        _("EO 14195, 14257; the end of the 20 % rate is dated 2025-10-15 by some"),
        _("EO 14256 as amended (general knowledge)"),
        _("EO 14257, 14266: 10 % for every country until 2025-08-07 (general knowledge)"),
        _("EO 14257, 14326: country rates from 10 to 41 %"),
        _(
            "EO 14324 sec. 3(b): specific method, USD 80 (rate below 16 %), 160 (16-25 %), 200 (above 25 "
            "%) per item"
        ),
        _("EO 14324: mail pays the IEEPA rate of the origin and nothing else (zonos.com)"),
        _("EO 14326 annex I (general knowledge)"),
        _("EO 14326, 14345 (general knowledge)"),
        _("EO of 2026-02-20: Section 122 rate only (supplychaindive.com; thelegislativeledger.com)"),
        _(
            "HTS 9903.03.01: +10 % (15 % was only announced); not on top of Section 232; the list of "
            "exempt goods is not loaded"
        ),
        _("HTS 9903.05.01"),
        _("HTS 9903.05.20-.84: 60 economies, final list not seen"),
        _("HTS 9903.05.20-.84; cap net of the ordinary rate as reported"),
        _("HTS 9903.05.20-.84; country rate from the proposal, final list not seen"),
        _("HTS 9903.88.01-.03, lists compiled by Budget Lab Yale (MIT)"),
        _("HTS 9903.88.15, lists compiled by Budget Lab Yale (MIT)"),
        _("HTS general note 11: originating goods, rates of the special column"),
        _("HTS general note 29: originating goods, rates of the special column"),
        _("HTS general notes 8 to 36: originating goods, rates of the special column"),
        _("Harmonized Tariff Schedule of the United States, column 1 general, and chapter 99"),
        _("Proclamations 11061-11063"),
        _("Rate of the day of export (general knowledge)"),
        _("SAFE Port Act of 2006, 6 USC 961-973; cbp.gov/ctpat"),
        _("Section 232 proclamations; product annexes are not loaded"),
        _("The United States levy no federal value added tax"),
        _("USTR four-year review, lists compiled by Budget Lab Yale (MIT)"),
        _("buckland.com FY2026 fees"),
        _("no federal VAT; state law"),
        _("A New Tax System (Goods and Services Tax) Act 1999"),
        _("A New Tax System (Goods and Services Tax) Act 1999, Div. 84 and 146"),
        _(
            "Australian Border Force, import declaration (N10): the owner of the goods by ABN or customs "
            "client id"
        ),
        _("Customs (Prohibited Imports) Regulations (general knowledge)"),
        _("Customs Act 1901, Part XA; abf.gov.au: Australian Trusted Trader"),
        _("Customs Act 1901, s. 71AAAF; abf.gov.au"),
        _("Customs Act 1901; abf.gov.au: goods up to AUD 1,000"),
        _("Customs Tariff Act 1995 schedule 3; value without international freight"),
        _("Customs weekly rate (general knowledge)"),
        _("Excise-equivalent duty and wine equalisation tax are not loaded"),
        _("Free trade agreements of Australia; rates of a few goods differ"),
        _("GST Act 1999"),
        _("GST Act 1999 division 38-A, basic food (general knowledge of the codes)"),
        _("GST Act 1999 s. 13-20: customs value + duty + transport and insurance"),
        _("GST Act 1999 subdivision 84-C: low value imported goods"),
        _("abf.gov.au import processing charge (electronic, N10)"),
        _(
            "abf.gov.au: nothing is collected at the border up to AUD 1,000; the seller below AUD 75,000 "
            "turnover is not registered"
        ),
        _("general knowledge"),
        _("tax law"),
        _("assumption"),
        _("Opening balance of the demo shop"),
        _("Invented, to show a licence that is over"),
        _("Our own terms of sale"),
        _("Our own terms: the page says who holds the parcel"),
        _("Example of a marketplace's seller rules"),
        _("Example of a marketplace that does not recognise the mode"),
        _("Example of an accounting manual: review stock of four months"),
        _("Test range of the simulated carrier"),
        _("Test range of the simulated carrier (mailer 990000)"),
        _("Test prefix of GS1 numbers: replace by your own company prefix"),
        _("Prefix 000 belongs to no airline"),
        _("packaged with this version"),
        _("packaged with the demo shop"),
        _("opening"),
        _("assumed"),
        _("Assumed: of the size of public terms of parcel carriers"),
        _("Montreal Convention 1999, art. 22(3): 26 SDR a kilogram since 2024-12-28; in euro as assumed"),
        _("Convention CMR, art. 23: 8.33 SDR a kilogram; in euro as assumed"),
    )
)


def source_text(source: str) -> str:
    """``source`` in the active language where its words are known, else as it was written down."""
    return gettext(source) if source in SOURCES else source
