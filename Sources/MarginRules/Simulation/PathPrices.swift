import MarginModel

/// Looks prices up along a path: the last one at or before an instant, while it is young enough.
///
/// Instants must not go back from one call to the next.
struct PathPrices {
    private let path: PricePath
    private let maximumAgeSeconds: Int64
    private let columnOfName: [String: Int]
    private var next = 0
    private var latest: [(price: Decimal, at: Instant)?]

    init(_ path: PricePath, maximumAgeSeconds: Int64) {
        self.path = path
        self.maximumAgeSeconds = maximumAgeSeconds
        columnOfName = Dictionary(
            path.columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        latest = Array(repeating: nil, count: path.columns.count)
    }

    mutating func advance(to instant: Instant) {
        while next < path.points.count, path.points[next].at <= instant {
            let point = path.points[next]
            for (column, price) in point.prices.enumerated() {
                if let price { latest[column] = (price, point.at) }
            }
            next += 1
        }
    }

    /// The price under the first of `names` that has a column and a price young enough.
    func price(ofAny names: [String], at instant: Instant) -> Decimal? {
        for name in names {
            guard let column = columnOfName[name], let found = latest[column],
                instant.seconds(since: found.at) <= maximumAgeSeconds
            else { continue }
            return found.price
        }
        return nil
    }
}
