/// The `audit` member of `plan --json`, built from the names of its members: every object lists all
/// of its members as required and allows no other.
enum AuditSchema {
    /// For `properties` of the plan's schema.
    static let member = "    \"audit\": " + object(rows)

    private static let rows: [(String, String)] =
        response + adjust + risk
        + [("stress", row(object(stress))), ("claims", list(claim))]

    static let leg: [(String, String)] = [("symbol", text), ("side", side)]

    static let fundingBreach = object([
        ("kind", choice(["already", "after", "never", "unknown"])), ("hours", figure),
        ("settlement", optionalInstant), ("why", optionalText),
    ])

    private static let response: [(String, String)] = [
        (
            "breach",
            row(
                object([
                    (
                        "pools",
                        list(
                            object([
                                ("pool", text), ("asset", text), ("nativeName", text),
                                ("nativeValue", figure), ("nativeThreshold", decimal),
                                ("ratio", figure), ("state", state), ("isCalled", flag),
                                ("isPastTrigger", flag), ("deficit", figure),
                            ]))
                    ), ("moveDownPercent", figure), ("moveUpPercent", figure),
                    ("fundingBreach", fundingBreach),
                ]))
        ),
        (
            "positions",
            list(
                object(
                    leg + [
                        ("quantity", decimal), ("unit", text), ("entryPrice", figure),
                        ("leverage", figure), ("markPrice", figure),
                        ("priceKind", #"{"enum": ["mark", "indicative", null]}"#),
                        ("priceSource", optionalText), ("priceAsOf", optionalInstant),
                    ]))
        ),
        (
            "liquidationUnderWay",
            object([
                ("isLikely", flag), ("windowSeconds", whole),
                (
                    "recentEntries",
                    list(
                        object([
                            ("symbol", text), ("price", decimal), ("quantity", decimal),
                            ("at", instant),
                        ]))
                ),
                (
                    "shrunkPositions",
                    list(
                        object(
                            leg + [
                                ("expected", decimal), ("actual", decimal), ("missing", decimal),
                            ]))
                ), ("uncheckedPositions", whole),
                ("reduceOrders", list(object(leg + [("quantity", decimal), ("price", figure)]))),
                ("venueSteps", list(text)), ("venueStepsSource", text),
            ])
        ),
        (
            "automaticFeatures",
            list(
                object(
                    [("kind", choice(["auto-add-margin", "reduce-only-order", "trailing-stop"]))]
                        + leg + [
                            ("quantity", figure), ("price", figure), ("callbackPercent", figure),
                            ("effect", text), ("leaveOnWhen", text),
                        ]))
        ),
        (
            "deposits",
            list(
                object([
                    ("asset", text), ("confirmed", decimal), ("confirmedCount", whole),
                    ("pending", decimal), ("pendingCount", whole), ("failed", decimal),
                    ("failedCount", whole),
                ]))
        ),
        (
            "sources",
            row(
                object([
                    ("isSingleSource", flag),
                    (
                        "used",
                        list(
                            object([
                                ("order", whole), ("asset", text), ("amount", decimal),
                                ("fee", figure), ("reason", text),
                            ]))
                    ), ("refused", list(object([("why", text), ("source", text)]))),
                ]))
        ),
    ]

    private static let refusal = (
        "refusal", optional(object([("why", text), ("source", text)]))
    )

    private static let adjust: [(String, String)] = [
        (
            "leverageCap",
            list(
                object(
                    leg + [
                        ("asset", text), ("setting", decimal), ("cap", decimal),
                        ("initialMarginNow", figure), ("initialMarginAtCap", figure),
                        ("maintenanceMarginNow", figure), ("maintenanceMarginAtCap", figure),
                        ("liquidationPriceNow", figure), ("liquidationPriceAtCap", figure),
                        ("effectiveLeverage", figure), ("quantityAtCap", figure), refusal,
                    ]))
        ),
        (
            "isolation",
            row(
                object([
                    refusal,
                    (
                        "legs",
                        list(
                            object(
                                leg + [
                                    ("asset", text), ("isIsolated", flag), ("boundInCross", figure),
                                    ("boundIsolated", figure), ("contagionPrevented", figure),
                                ]))
                    ),
                ]))
        ),
        (
            "averagingDown",
            object([
                ("isOpen", flag), ("onChainAccumulation", optionalFlag),
                ("multiTimeframeAlignment", optionalFlag), ("losingSymbols", list(text)),
            ])
        ),
        (
            "loan",
            row(
                object([
                    ("aprPercent", decimal), ("isAboveThreshold", flag),
                    ("thresholdPercent", decimal), ("limit", decimal), ("amount", decimal),
                    ("asset", text), ("hours", decimal), ("interest", decimal),
                    ("coversAmount", flag), ("costOfClosing", figure), ("breakEvenHours", figure),
                ]))
        ),
        (
            "poolEffects",
            row(
                list(
                    object(
                        leg + [
                            ("pool", text), ("cost", decimal), ("asset", text),
                            ("ratioBefore", figure), ("ratioAfter", figure),
                            ("stateBefore", state), ("stateAfter", state), ("endsTheCall", flag),
                        ])))
        ),
        ("isTestNetwork", flag),
    ]
}
