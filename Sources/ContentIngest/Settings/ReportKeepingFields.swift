import MarginModel

/// Reads what `site.yml` says below `reports`.
enum ReportKeepingFields {
    static func read(_ fields: inout JSONObjectReader) -> ReportKeeping? {
        var keeping = ReportKeeping()
        keeping.signingKeyFile = fields.text("sign")
        keeping.delivery = fields.object("deliver", delivery) ?? keeping.delivery
        if let value = fields.value("keep"), let text = value.text() {
            keeping.kept = span(text)
            if keeping.kept == nil {
                fields.problems.report(
                    id: "settings-reports-keep", at: value.offset,
                    "keep is \(quoted(text)), which says neither days nor nights",
                    hint: "Write a number from 1 on with its word: 90 days, or 30 nights.")
            }
        }
        return keeping
    }

    private static func delivery(_ fields: inout JSONObjectReader) -> DeliverySettings? {
        var delivery = DeliverySettings()
        delivery.timeoutSeconds = fields.seconds("timeout") ?? delivery.timeoutSeconds
        delivery.command = fields.program("command", "delivery")
        return delivery
    }

    private static func span(_ text: String) -> ReportKeeping.Span? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let count = Int(parts[0]), (1...100_000).contains(count) else {
            return nil
        }
        switch parts[1] {
        case "day", "days": return .days(count)
        case "night", "nights": return .nights(count)
        default: return nil
        }
    }
}
