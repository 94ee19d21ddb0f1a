import MarginModel

/// The positions of all files: the same position in two files is one, with what either says of it.
struct PayloadPositions {
    private struct Identity: Hashable {
        let symbol: String
        let side: PositionSide
        /// OKX lets cross and isolated stand side by side. `nil` where the payload does not say.
        let marginMode: MarginMode?
    }

    private(set) var all: [PayloadPosition] = []
    private var fileOf: [Int: String] = [:]
    private var indexOf: [Identity: Int] = [:]

    mutating func add(_ part: PayloadPart, to problems: inout Diagnostics) {
        for held in part.positions {
            let identity = Identity(
                symbol: held.position.symbol, side: held.position.side,
                marginMode: held.statesMarginMode ? held.position.marginMode : nil)
            guard let index = indexOf[identity] else {
                guard all.count < PositionCrowd.limit else {
                    problems.append(.tooManyPositions(at: held.place))
                    return
                }
                indexOf[identity] = all.count
                fileOf[all.count] = part.file
                all.append(held)
                continue
            }
            if fileOf[index] == part.file {
                problems.append(.twice(held))
            } else if all[index].position.quantity != held.position.quantity {
                problems.append(.differs(held, from: all[index]))
            } else {
                all[index] = all[index].filled(from: held)
            }
        }
    }
}

extension PayloadPosition {
    /// What `self` lacks is taken from `other`.
    fileprivate func filled(from other: PayloadPosition) -> PayloadPosition {
        var result = self
        result.isHedged = isHedged || other.isHedged
        result.position.contractSize = position.contractSize ?? other.position.contractSize
        result.position.entryPrice = position.entryPrice ?? other.position.entryPrice
        result.position.markPrice = position.markPrice ?? other.position.markPrice
        result.position.leverage = position.leverage ?? other.position.leverage
        result.position.isolatedWallet = position.isolatedWallet ?? other.position.isolatedWallet
        result.position.extraMargin = position.extraMargin ?? other.position.extraMargin
        result.position.autoAddMargin = position.autoAddMargin || other.position.autoAddMargin
        result.position.realized = position.realized ?? other.position.realized
        if let theirs = other.position.reported {
            result.position.reported = position.reported?.filled(from: theirs) ?? theirs
        }
        return result
    }
}

extension ReportedFigures {
    fileprivate func filled(from other: ReportedFigures) -> ReportedFigures {
        ReportedFigures(
            notional: notional ?? other.notional,
            unrealizedPnl: unrealizedPnl ?? other.unrealizedPnl,
            initialMargin: initialMargin ?? other.initialMargin,
            maintenanceMargin: maintenanceMargin ?? other.maintenanceMargin,
            marginRatio: marginRatio ?? other.marginRatio, uniMMR: uniMMR ?? other.uniMMR,
            liquidationPrice: liquidationPrice ?? other.liquidationPrice,
            equity: equity ?? other.equity, walletBalance: walletBalance ?? other.walletBalance,
            availableBalance: availableBalance ?? other.availableBalance,
            breakEvenPrice: breakEvenPrice ?? other.breakEvenPrice,
            bankruptcyPrice: bankruptcyPrice ?? other.bankruptcyPrice)
    }
}

extension Diagnostic {
    fileprivate static func tooManyPositions(at place: SourceLocation) -> Diagnostic {
        Diagnostic(
            id: "too-many-positions", at: place,
            message:
                "this is position \(PositionCrowd.limit + 1), and \(PositionCrowd.limit) is the "
                + "limit",
            hint: "Leave out what is closed, or fetch the positions of one account alone")
    }

    fileprivate static func twice(_ held: PayloadPosition) -> Diagnostic {
        Diagnostic(
            id: "duplicate-position", at: held.place,
            message: "\(quoted(held.position.symbol)) \(held.position.side.rawValue) stands twice "
                + "in this file",
            hint: "Fetch the positions again; a file holds each once")
    }

    fileprivate static func differs(
        _ held: PayloadPosition, from other: PayloadPosition
    ) -> Diagnostic {
        Diagnostic(
            id: "files-disagree", at: held.place,
            message: "\(quoted(held.position.symbol)) is \(held.position.quantity) here and "
                + "\(other.position.quantity) at \(other.place)",
            hint: "The position changed between the two requests: fetch both again")
    }
}
