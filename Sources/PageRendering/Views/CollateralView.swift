package import MarginModel
import MarginRules

/// A wallet balance.
package struct CollateralView: ViewModel {
    package let asset: String
    package let balance: String
    package let rate: String
    package let price: String

    package init(_ balance: CollateralBalance, numbers: NumberFormat) {
        asset = balance.asset
        self.balance = balance.walletBalance.map { numbers.decimal($0) } ?? Withholding.word
        rate = balance.collateralRate.map { numbers.ratioPercent(Exact($0)) } ?? "not given"
        price = balance.indexPrice.map { numbers.decimal($0) } ?? "not given"
    }

    package static var shape: ViewShape<CollateralView> {
        ViewShape(
            "A wallet balance.",
            [
                .text("asset", "The asset.") { $0.asset },
                .text("balance", "In units of the asset.") { $0.balance },
                .text("rate", "The share of its value that counts.") { $0.rate },
                .text("price", "US dollars for a unit.") { $0.price },
            ])
    }
}
