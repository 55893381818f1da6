//! What names and figures are made of.

/// What a cluster makes.
pub(super) struct Trade {
    pub(super) en: &'static str,
    pub(super) zh: &'static str,
    pub(super) product: &'static str,
    /// Industry of the bundled package, and track if any.
    pub(super) industry: &'static str,
    pub(super) track: &'static str,
}

const fn trade(
    en: &'static str,
    zh: &'static str,
    product: &'static str,
    industry: &'static str,
    track: &'static str,
) -> Trade {
    Trade { en, zh, product, industry, track }
}

const IT: &str = "new-generation-information-technology";
const EQUIPMENT: &str = "high-end-equipment";
const MATERIALS: &str = "new-materials";
const MEDICINE: &str = "biomedicine-and-high-end-medical-devices";
const GOODS: &str = "consumer-goods";
const VEHICLES: &str = "new-energy-and-intelligent-connected-vehicles";

pub(super) const TRADES: [Trade; 28] = [
    trade("Digital Security", "数字安防", "video monitor products", IT, ""),
    trade("Integrated Circuits", "集成电路", "integrated circuits", IT, "integrated-circuits"),
    trade("Intelligent Voice", "智能语音", "speech recognition", IT, "artificial-intelligence"),
    trade("Optoelectronics", "光电子信息", "optical fibre and cable", IT, ""),
    trade("Software", "软件和信息服务", "", IT, ""),
    trade("Smart Sensors", "智能传感器", "sensors", IT, ""),
    trade("Electrical Equipment", "电气", "low-voltage electrical products", EQUIPMENT, ""),
    trade("Machine Tools", "工业母机", "machine tools", EQUIPMENT, "industrial-machine-tools"),
    trade("Construction Machinery", "工程机械", "excavators", EQUIPMENT, ""),
    trade("Rail Transit Equipment", "轨道交通装备", "locomotives", EQUIPMENT, ""),
    trade("Agricultural Machinery", "农机装备", "tractors", EQUIPMENT, "agricultural-machinery"),
    trade(
        "Ships and Offshore Equipment",
        "船舶与海工装备",
        "ships",
        EQUIPMENT,
        "ships-and-offshore-engineering-equipment",
    ),
    trade("Aviation", "航空", "aerospace manufacturing", EQUIPMENT, "aerospace-equipment"),
    trade("Instruments", "仪器仪表", "instruments", EQUIPMENT, "instruments-and-meters"),
    trade("Emergency Equipment", "安全应急装备", "fire engines", EQUIPMENT, "safety-and-emergency-equipment"),
    trade("Magnetic Materials", "磁性材料", "permanent magnets", MATERIALS, ""),
    trade("Rare Earth Materials", "稀土新材料", "rare earths", MATERIALS, ""),
    trade("Special Steel", "特钢", "special steel", MATERIALS, ""),
    trade("Green Petrochemicals", "绿色石化", "oil refining", MATERIALS, ""),
    trade("Nanomaterials", "纳米新材料", "", MATERIALS, ""),
    trade("Biomedicine", "生物医药", "pharmaceutical industry", MEDICINE, ""),
    trade("Medical Devices", "医疗器械", "medical devices", MEDICINE, ""),
    trade("Textiles and Apparel", "纺织服装", "textiles and apparel", GOODS, ""),
    trade("Smart Appliances", "智能家电", "air conditioners", GOODS, ""),
    trade("Furniture", "家具", "furniture", GOODS, ""),
    trade("New Energy Vehicles", "新能源汽车", "new energy vehicles", VEHICLES, ""),
    trade("Power Batteries", "动力电池", "batteries", VEHICLES, ""),
    trade("Photovoltaics", "光伏", "photovoltaic modules", "photovoltaics", ""),
];

/// What stands between place and trade in the name of a cluster.
pub(super) const STYLES: [(&str, &str); 12] = [
    ("", ""),
    ("Advanced ", "先进"),
    ("High-End ", "高端"),
    ("Green ", "绿色"),
    ("Intelligent ", "智能"),
    ("Modern ", "现代"),
    ("New District ", "新区"),
    ("Coastal ", "沿海"),
    ("Eastern ", "东部"),
    ("Western ", "西部"),
    ("Northern ", "北部"),
    ("Southern ", "南部"),
];

pub(super) const PUBLISHERS: [&str; 12] = [
    "Bureau of Statistics",
    "Department of Industry and Information Technology",
    "Daily",
    "Evening News",
    "Economic Information Net",
    "Statistical Yearbook",
    "统计局",
    "工业和信息化厅",
    "日报",
    "晚报",
    "经济信息网",
    "统计年鉴",
];

/// Scopes of figures about clusters; most have none.
pub(super) const SCOPES: [&str; 16] = [
    "national",
    "global",
    "core industry",
    "enterprises above designated size",
    "new district",
    "high-tech zone",
    "industrial park",
    "county-level city",
    "eastern part",
    "western part",
    "whole industrial chain",
    "main industry",
    "export market",
    "key enterprises",
    "revised in 2025",
    "first published",
];

/// What the values of an indicator look like.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Look {
    /// Yuan; the range is in millions.
    Amount,
    /// Yuan that may be negative; the range is in millions.
    Profit,
    /// A whole number.
    Number,
    /// Percent from 0 to 100; the range is in tenths.
    Share,
    /// Percent that may be negative; the range is in tenths.
    Growth,
    /// A quantity of a product, in one of several units.
    Quantity,
    /// Winners of a round.
    Winners,
    /// A number of clusters above a threshold of output.
    OverThreshold,
}

/// An indicator of the bundled package, how often it comes, and the range of its values.
pub(super) struct Measure {
    pub(super) indicator: &'static str,
    pub(super) weight: usize,
    pub(super) look: Look,
    pub(super) low: usize,
    pub(super) high: usize,
}

const fn measure(indicator: &'static str, weight: usize, look: Look, low: usize, high: usize) -> Measure {
    Measure { indicator, weight, look, low, high }
}

/// What is measured of clusters.
pub(super) const OF_CLUSTERS: [Measure; 22] = [
    measure("output_value", 28, Look::Amount, 800, 3_000_000),
    measure("enterprises_count", 16, Look::Number, 5, 9_000),
    measure("revenue", 10, Look::Amount, 500, 2_000_000),
    measure("employment", 8, Look::Number, 300, 900_000),
    measure("enterprises_above_designated_size", 6, Look::Number, 3, 2_000),
    measure("share_of_national_output", 6, Look::Share, 2, 950),
    measure("share_of_national_market", 5, Look::Share, 2, 950),
    measure("output_value_growth", 5, Look::Growth, 1, 400),
    measure("output_volume", 4, Look::Quantity, 1, 90_000),
    measure("share_of_global_market", 3, Look::Share, 1, 800),
    measure("revenue_growth", 3, Look::Growth, 1, 400),
    measure("production_capacity", 3, Look::Quantity, 1, 90_000),
    measure("high_tech_enterprises", 3, Look::Number, 1, 900),
    measure("listed_enterprises", 2, Look::Number, 1, 40),
    measure("little_giant_enterprises", 2, Look::Number, 1, 120),
    measure("value_added", 2, Look::Amount, 200, 500_000),
    measure("rd_expenditure", 2, Look::Amount, 20, 90_000),
    measure("profit", 2, Look::Profit, 10, 90_000),
    measure("exports", 1, Look::Amount, 50, 400_000),
    measure("invention_patents_granted", 1, Look::Number, 1, 9_000),
    measure("product_types", 1, Look::Number, 10, 9_000),
    measure("local_supply_rate", 1, Look::Share, 50, 990),
];

/// What is measured of provinces, cities and the country.
pub(super) const OF_PLACES: [Measure; 14] = [
    measure("gross_domestic_product", 20, Look::Amount, 90_000, 14_000_000),
    measure("population_year_end", 10, Look::Number, 900_000, 120_000_000),
    measure("rd_expenditure", 8, Look::Amount, 500, 500_000),
    measure("rd_intensity", 8, Look::Share, 2, 68),
    measure("patents_granted", 8, Look::Number, 50, 900_000),
    measure("invention_patents_granted", 8, Look::Number, 10, 200_000),
    measure("secondary_sector_value_added", 6, Look::Amount, 30_000, 6_000_000),
    measure("enterprises_count", 10, Look::Number, 20, 90_000),
    measure("revenue", 6, Look::Amount, 5_000, 9_000_000),
    measure("profit", 4, Look::Profit, 50, 900_000),
    measure("gross_domestic_product_growth", 4, Look::Growth, 1, 140),
    measure("national_winners_count", 4, Look::Winners, 1, 14),
    measure("little_giant_enterprises", 2, Look::Number, 1, 1_800),
    measure("clusters_over_threshold_output", 2, Look::OverThreshold, 1, 300),
];

/// What is measured of industries and rounds.
pub(super) const OF_OTHERS: [Measure; 3] = [
    measure("output_value", 5, Look::Amount, 100_000, 9_000_000),
    measure("enterprises_count", 3, Look::Number, 100, 90_000),
    measure("revenue", 2, Look::Amount, 100_000, 9_000_000),
];

/// Units of a quantity.
pub(super) const QUANTITIES: [&str; 6] = ["tonnes", "units", "vehicles", "GWh", "pieces", "tonnes_per_year"];
