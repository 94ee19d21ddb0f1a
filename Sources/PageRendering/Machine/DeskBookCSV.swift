import MarginModel
package import MarginRules

/// A desk's book as comma-separated values, one figure a row: `part,name,figure,value,unit`. Values are
/// those of the JSON form, to the digit; a figure that is withheld is an empty cell.
package struct DeskBookCSV {
    private var rows = CSVFigures()

    package init(_ book: DeskBook, _ frame: DeskBookFrame) {
        rows.add("book", "", "clock", frame.clock.description)
        rows.add("book", "", "part", frame.partText ?? "")
        rows.add("book", "", "oldestAsOf", book.asOf?.lowerBound.description ?? "")
        rows.add("book", "", "newestAsOf", book.asOf?.upperBound.description ?? "")
        rows.add("book", "", "accounts", Exact(book.accountCount))
        rows.add("book", "", "firstReports", Exact(book.firstCount))
        for state in AccountState.allCases {
            let count = book.states[state] ?? 0
            rows.add("state", state.rawValue, "accounts", Exact(count))
        }
        for (transition, count) in book.transitions.sorted(by: {
            ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to)
        }) {
            let name = "\(transition.from.rawValue) \(transition.to.rawValue)"
            rows.add("transition", name, "accounts", Exact(count))
        }
        for (asset, money) in book.money.sorted {
            rows.add("money", asset, "deficit", money.deficit, asset)
            rows.add("money", asset, "poolsShort", Exact(money.short))
            rows.add("money", asset, "excess", money.excess, asset)
            rows.add("money", asset, "poolsOver", Exact(money.over))
        }
        rows.add("book", "", "poolsNotCounted", Exact(book.unknownPools))
        for (part, list) in [
            ("nearest", book.nearest), ("pastTrigger", book.past), ("changed", book.changed),
        ] {
            rows.add("book", "", part, Exact(list.count))
            for listing in list.first { add(listing.account, part) }
        }
        for (part, curve, sign) in [("down", book.down, -1), ("up", book.up, 1)] {
            rows.add("curve", part, "pastTrigger", Exact(curve.past))
            rows.add("curve", part, "noMove", Exact(curve.safe))
            rows.add("curve", part, "notKnown", Exact(curve.unknown))
            rows.add("curve", part, "beyond", Exact(curve.beyond))
            for point in curve.points {
                let name = (Exact(point.move) * Exact(sign)).description
                rows.add("curve", name, "fallen", Exact(point.fallen))
                rows.add("curve", name, "next", point.next.map { Exact($0) * Exact(sign) }, "%")
            }
        }
        for (part, shares) in [("asset", book.assetShares), ("venue", book.venueShares)] {
            for share in shares {
                let name = "\(share.name ?? "others") in \(share.unit)"
                rows.add(part, name, "long", share.notional.long, share.unit)
                rows.add(part, name, "short", share.notional.short, share.unit)
                rows.add(part, name, "share", share.share)
            }
        }
        rows.add("book", "", "positionsNotCounted", Exact(book.unknownPositions))
        for (sheet, count) in book.sheets.sorted {
            rows.add("sheet", "\(sheet.venue.rawValue) \(sheet.asOf)", "source", sheet.source)
            rows.add("sheet", "\(sheet.venue.rawValue) \(sheet.asOf)", "accounts", Exact(count))
        }
        rows.add("book", "", "failed", Exact(book.failed.count))
        for failure in book.failed.first {
            rows.add("failed", "\(failure.place)", failure.code, failure.message)
        }
        rows.add("book", "", "comparedWith", frame.before?.description ?? "")
        rows.add("book", "", "missing", Exact(book.missing.count))
        for id in book.missing.first { rows.add("missing", id, "id", id) }
    }

    package var bytes: [UInt8] { rows.bytes }

    private mutating func add(_ account: DeskAccount, _ part: String) {
        let exact = { (value: Decimal?) in value.map { Exact($0) } }
        rows.add(part, account.id, "state", account.level.rawValue)
        rows.add(part, account.id, "ratio", exact(account.ratio))
        rows.add(part, account.id, "deficit", exact(account.deficit), account.asset)
        rows.add(part, account.id, "move", exact(account.move), "%")
        rows.add(part, account.id, "symbol", account.symbol ?? "")
        guard part == "changed", let change = account.change else { return }
        rows.add(part, account.id, "before", change.before.rawValue)
        rows.add(part, account.id, "equityBefore", exact(change.equityBefore), account.asset)
        rows.add(part, account.id, "equity", exact(change.equity), account.asset)
        rows.add(
            part, account.id, "requirementBefore", exact(change.requirementBefore), account.asset)
        rows.add(part, account.id, "requirement", exact(change.requirement), account.asset)
        rows.add(part, account.id, "effect", change.effect?.rawValue ?? "")
        rows.add(part, account.id, "amount", exact(change.amount), account.asset)
    }
}
