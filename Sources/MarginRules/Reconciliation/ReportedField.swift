package import MarginModel

/// One figure that a venue reports, and where ours stands in an assessment.
struct ReportedField: Sendable {
    /// What the figure is of: the account, or one of its positions.
    enum Subject: Hashable, Sendable {
        case account
        case position(Int)
    }

    enum Figure: String, CaseIterable, Sendable {
        case notional, unrealizedPnl, initialMargin, maintenanceMargin, marginRatio
        case liquidationPrice, equity, walletBalance, availableBalance, breakEvenPrice
        case bankruptcyPrice

        func reported(in figures: ReportedFigures) -> Decimal? {
            switch self {
            case .notional: figures.notional
            case .unrealizedPnl: figures.unrealizedPnl
            case .initialMargin: figures.initialMargin
            case .maintenanceMargin: figures.maintenanceMargin
            case .marginRatio: figures.marginRatio
            case .liquidationPrice: figures.liquidationPrice
            case .equity: figures.equity
            case .walletBalance: figures.walletBalance
            case .availableBalance: figures.availableBalance
            case .breakEvenPrice: figures.breakEvenPrice
            case .bankruptcyPrice: figures.bankruptcyPrice
            }
        }

        /// Whether it depends on nothing else in the pool.
        var isOfPositionAlone: Bool {
            switch self {
            case .notional, .unrealizedPnl, .initialMargin, .maintenanceMargin: true
            default: false
            }
        }

        var isPrice: Bool {
            self == .liquidationPrice || self == .breakEvenPrice || self == .bankruptcyPrice
        }
    }

    let subject: Subject
    let figure: Figure
    let reported: Decimal

    var name: String {
        switch subject {
        case .account: figure.rawValue
        case .position(let index): "positions[\(index)].\(figure.rawValue)"
        }
    }

    /// Everything that the venue reports of `account`, in the order of its parts.
    static func all(of account: Account) -> [ReportedField] {
        let subjects =
            [(Subject.account, account.reported)]
            + account.positions.enumerated().map { (.position($0.offset), $0.element.reported) }
        return subjects.flatMap { subject, figures -> [ReportedField] in
            guard let figures else { return [] }
            return Figure.allCases.compactMap { figure in
                figure.reported(in: figures).map {
                    ReportedField(subject: subject, figure: figure, reported: $0)
                }
            }
        }
    }

    /// Our figure for the same subject.
    func computed(in assessment: Assessment) -> Exact? {
        computed(in: assessment, of: subject)
    }

    func computed(in assessment: Assessment, of subject: Subject) -> Exact? {
        switch subject {
        case .account: assessment.reportedPool.flatMap(figure(of:))
        case .position(let index) where assessment.positions.indices.contains(index):
            figure(of: assessment.positions[index], in: assessment)
        case .position: nil
        }
    }

    private func figure(of pool: PoolAssessment) -> Exact? {
        switch figure {
        case .unrealizedPnl: pool.unrealizedPnl
        case .initialMargin: pool.initialMargin
        case .maintenanceMargin: pool.maintenanceMargin
        case .marginRatio: pool.native.value
        case .equity: pool.equity
        case .walletBalance: pool.walletBalance
        case .availableBalance: pool.availableBalance
        case .notional, .liquidationPrice, .breakEvenPrice, .bankruptcyPrice: nil
        }
    }

    private func figure(
        of position: PositionAssessment, in assessment: Assessment
    ) -> Exact? {
        switch figure {
        case .notional: position.notional
        case .unrealizedPnl: position.unrealizedPnl
        case .initialMargin: position.initialMargin
        case .maintenanceMargin: position.maintenanceMargin
        case .liquidationPrice: position.liquidationPrice
        case .breakEvenPrice: position.breakEvenPrice
        case .bankruptcyPrice: position.bankruptcyPrice
        case .marginRatio, .equity, .walletBalance, .availableBalance:
            assessment.pool(position.pool).flatMap(figure(of:))
        }
    }
}

extension Assessment {
    /// The pool that a venue's account figures are of: the only one, or the only cross one.
    var reportedPool: PoolAssessment? {
        if let onlyPool { return onlyPool }
        let cross = pools.filter { $0.marginMode == .cross }
        return cross.count == 1 ? cross[0] : nil
    }
}

extension Account {
    /// How many figures the venue reports of it and its positions.
    package var reportedFigureCount: Int { ReportedField.all(of: self).count }
}
