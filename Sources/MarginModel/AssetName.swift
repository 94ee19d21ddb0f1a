/// What an asset is called: at price sources, on venues, and to people.
public struct AssetName: Hashable, Sendable {
    public let slug: String
    public let ticker: String
    public let name: String
    /// Its ids at sources that call it something else: CoinGecko's `ripple`, CoinMarketCap's
    /// `polkadot-new`.
    public let ids: [String]

    public init(slug: String, ticker: String, name: String, ids: [String] = []) {
        self.slug = slug
        self.ticker = ticker
        self.name = name
        self.ids = ids
    }

    private init(_ slug: String, _ ticker: String, _ name: String, _ ids: String...) {
        self.init(slug: slug, ticker: ticker, name: name, ids: ids)
    }

    /// The asset of a slug or of an id at a source.
    public static func known(as id: String) -> AssetName? {
        known.first { $0.slug == id || $0.ids.contains(id) }
    }

    /// Those that the shipped snapshot names, then others that are traded much.
    public static let known: [AssetName] = [
        AssetName("bitcoin", "BTC", "Bitcoin"),
        AssetName("ethereum", "ETH", "Ethereum"),
        AssetName("tether", "USDT", "Tether", "tether-usdt"),
        AssetName("xrp", "XRP", "XRP", "ripple"),
        AssetName("bnb", "BNB", "BNB", "binancecoin"),
        AssetName("solana", "SOL", "Solana"),
        AssetName("usd-coin", "USDC", "USD Coin", "usdc"),
        AssetName("tron", "TRX", "TRON"),
        AssetName("dogecoin", "DOGE", "Dogecoin"),
        AssetName("cardano", "ADA", "Cardano"),
        AssetName("hyperliquid", "HYPE", "Hyperliquid"),
        AssetName("bitcoin-cash", "BCH", "Bitcoin Cash"),
        AssetName("chainlink", "LINK", "Chainlink"),
        AssetName("unus-sed-leo", "LEO", "UNUS SED LEO", "leo-token"),
        AssetName("zcash", "ZEC", "Zcash"),
        AssetName("avalanche", "AVAX", "Avalanche", "avalanche-2"),
        AssetName("polygon", "POL", "Polygon", "polygon-ecosystem-token", "matic-network"),
        AssetName("toncoin", "TON", "Toncoin", "the-open-network"),
        AssetName("shiba-inu", "SHIB", "Shiba Inu"),
        AssetName("polkadot", "DOT", "Polkadot", "polkadot-new"),
        AssetName("litecoin", "LTC", "Litecoin"),
        AssetName("hedera", "HBAR", "Hedera", "hedera-hashgraph"),
        AssetName("sui", "SUI", "Sui"),
        AssetName("pepe", "PEPE", "Pepe"),
        AssetName("internet-computer", "ICP", "Internet Computer"),
        AssetName("bittensor", "TAO", "Bittensor"),
        AssetName("near-protocol", "NEAR", "NEAR Protocol", "near"),
        AssetName("optimism-ethereum", "OP", "Optimism", "optimism"),
        AssetName("cronos", "CRO", "Cronos", "crypto-com-chain"),
        AssetName("dai", "DAI", "Dai", "multi-collateral-dai"),
        AssetName("ethena-usde", "USDE", "Ethena USDe"),
        AssetName("first-digital-usd", "FDUSD", "First Digital USD"),
    ]
}
