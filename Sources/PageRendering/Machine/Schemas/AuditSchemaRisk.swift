/// The rows of "Audit", stress and claims in the audit's schema.
extension AuditSchema {
    private static let effect = optional(
        object([
            ("at", instant), ("amount", decimal), ("equity", figure), ("ratio", figure),
            ("state", state),
            (
                "liquidationPrices",
                list(object(leg + [("before", figure), ("after", figure)]))
            ),
        ]))

    private static let venueFigures = object([
        ("rules", text), ("asset", text), ("equity", figure), ("requirement", figure),
        ("ratio", figure), ("nativeName", text), ("nativeValue", figure), ("state", state),
        ("moveDownPercent", figure), ("moveUpPercent", figure), ("costToClose", figure),
        ("takerFeeRates", list(decimal)),
        (
            "legs",
            list(
                object([
                    ("symbol", text), ("venueSymbol", text), ("side", side),
                    ("quantity", decimal), ("liquidationPrice", figure),
                ]))
        ),
    ])

    static let risk: [(String, String)] = [
        (
            "clusters",
            row(
                list(
                    object([
                        ("symbol", text), ("low", decimal), ("high", decimal), ("count", whole),
                        ("quantity", decimal), ("first", instant), ("last", instant),
                        ("distanceFromMarkPercent", figure), ("fromMinuteOfDay", whole),
                        ("toMinuteOfDay", whole),
                    ])))
        ),
        (
            "sizing",
            list(
                object(
                    leg + [
                        ("asset", text), ("actualQuantity", decimal),
                        ("riskBudgetPercent", decimal), ("atrMultiple", decimal),
                        (
                            "figures",
                            row(
                                object([
                                    ("averageTrueRange", decimal), ("periods", whole),
                                    ("lastCandleAt", instant), ("budget", decimal),
                                    ("coins", decimal), ("quantity", decimal),
                                    ("stepIsKnown", flag), ("rangesToLiquidation", figure),
                                    ("timesAllowed", figure),
                                ]))
                        ),
                    ]))
        ),
        (
            "widenedStops",
            list(
                object(
                    leg + [
                        ("fromPercent", decimal), ("toPercent", decimal), ("at", optionalInstant),
                    ]))
        ),
        (
            "fundingPaid",
            row(
                list(
                    object([
                        ("symbol", text), ("asset", text), ("paid", decimal),
                        ("received", decimal), ("net", decimal), ("count", whole),
                        ("first", instant), ("last", instant),
                    ])))
        ),
        (
            "funding",
            row(
                object([
                    (
                        "positions",
                        list(
                            object(
                                leg + [
                                    ("pool", text), ("asset", text), ("rate", figure),
                                    ("intervalHours", figure), ("nextAt", optionalInstant),
                                    ("perInterval", figure), ("perDay", figure),
                                    ("inNextDay", figure),
                                ]))
                    ),
                    (
                        "pools",
                        list(
                            object([
                                ("pool", text), ("asset", text), ("afterNext", effect),
                                ("afterDay", effect), ("breach", fundingBreach),
                                ("why", optionalText),
                            ]))
                    ),
                ]))
        ),
        (
            "venues",
            list(
                object([
                    ("venue", choice(["binance", "bybit", "okx"])), ("isOwn", flag),
                    ("figures", row(venueFigures)),
                ]))
        ),
    ]

    private static let point: [(String, String)] = [
        ("movePercent", decimal), ("state", state),
        (
            "pools",
            list(
                object([
                    ("pool", text), ("asset", text), ("equity", figure),
                    ("requirement", figure), ("ratio", figure), ("state", state),
                ]))
        ),
    ]

    private static let place = optional(object([("movePercent", decimal), ("pool", text)]))

    private static let table = object([
        ("kind", choice(["joint", "single", "beta"])), ("asset", optionalText),
        ("firstBreach", object([("isPast", flag), ("down", place), ("up", place)])),
        ("points", list(object(point))),
    ])

    static let stress: [(String, String)] = [
        ("joint", table), ("singles", list(table)), ("correlated", row(table)),
        (
            "volatility",
            row(
                list(
                    object([
                        ("asset", text), ("returns", whole), ("dailyVolatilityPercent", decimal),
                        ("downPercent", decimal), ("upPercent", decimal),
                        ("lastCandleAt", instant), ("afterDown", object(point)),
                        ("afterUp", object(point)),
                    ])))
        ), ("volatilityJoint", row(list(object(point)))),
    ]

    static let claim = object([
        ("claim", text), ("step", text),
        ("verdict", choice(["holds", "holds-partly", "does-not-hold", "cannot-be-computed"])),
        ("finding", text),
        ("figures", list(object([("name", text), ("value", decimal), ("unit", text)]))),
    ])
}
