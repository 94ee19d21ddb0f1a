import MarginModel
package import MarginRules

// The `stress` member of an audit.

extension StressReport: MachineRecord {
    package static func declare(_ out: inout some MemberSink<StressReport>) {
        out.member("joint") { $0.joint }
        out.member("singles") { $0.singles }
        out.member("correlated") { $0.correlated }
        out.member("volatility") { $0.volatility }
        out.member("volatilityJoint") { $0.volatilityJoint }
    }
}

extension StressTable: MachineRecord {
    package static func declare(_ out: inout some MemberSink<StressTable>) {
        out.member("kind", nil, schema: .choice(["joint", "single", "beta"])) {
            switch $0.kind {
            case .joint: "joint"
            case .single: "single"
            case .beta: "beta"
            }
        }
        out.member("asset") { table -> String? in
            switch table.kind {
            case .joint: nil
            case .single(let asset), .beta(let asset): asset
            }
        }
        out.group("firstBreach") { out in
            out.member("isPast") { $0.breach.isPast }
            out.member("down") { $0.breach.down }
            out.member("up") { $0.breach.up }
        }
        out.member("points") { $0.points }
    }
}

extension FirstBreach.Place: MachineRecord {
    package static func declare(_ out: inout some MemberSink<FirstBreach.Place>) {
        out.member("movePercent") { $0.movePercent }
        out.member("pool") { $0.pool }
    }
}

extension StressPoint: MachineRecord {
    package static func declare(_ out: inout some MemberSink<StressPoint>) {
        out.member("movePercent") { $0.movePercent }
        out.member("state") { $0.state }
        out.member("pools") { $0.pools }
    }
}

extension StressPoint.Pool: MachineRecord {
    package static func declare(_ out: inout some MemberSink<StressPoint.Pool>) {
        out.member("pool") { $0.id }
        out.member("asset") { $0.asset }
        out.member("equity") { $0.equity }
        out.member("requirement") { $0.requirement }
        out.member("ratio") { $0.ratio }
        out.member("state") { $0.state }
    }
}

extension VolatilityShock: MachineRecord {
    package static func declare(_ out: inout some MemberSink<VolatilityShock>) {
        out.member("asset") { $0.asset }
        out.member("returns") { $0.returns }
        out.member("dailyVolatilityPercent") { $0.dailyVolatilityPercent }
        out.member("downPercent") { $0.downPercent }
        out.member("upPercent") { $0.upPercent }
        out.member("lastCandleAt") { $0.lastCandleAt }
        out.member("afterDown") { $0.afterDown }
        out.member("afterUp") { $0.afterUp }
    }
}
