package import MarginModel

/// All rules. H is markup, L links, A accessibility, S search and sharing, P privacy, D data, B budgets,
/// R rights. A number is never used for another rule, so that suppressions and notes stay true.
package enum RuleCatalogue {
    /// By family and number.
    package static let all: [Rule] = [
        .notWellFormed, .unknownElement, .unknownAttribute, .missingAttribute, .childNotAllowed,
        .duplicateID, .placeholderLeak, .missingChild, .textNotAllowed, .forbiddenAncestor,
        .badValue, .danglingReference, .inlineCode, .badPrologue, .badBytes, .selfClosedElement,
        .xmlOnlySyntax, .tooLarge, .charsetMissing, .tableShape, .descriptionList,
        .tooManyProblems,
        .brokenLink, .brokenFragment, .linkCase, .missingSlash, .outsideSite,
        .unknownSiteAddress, .unsafeScheme, .malformedAddress, .orphan, .redirected,
        .badRedirect, .refusedByPolicy,
        .oneTopHeading, .headingOrder, .imageText, .pageLanguage, .controlLabel, .headerScope,
        .emptyLink, .emptyButton, .emptyHeading, .unnamedGraphic, .unnamedNavigation, .oneMain,
        .unnamedTable, .positiveTabindex, .graphicWithoutViewBox, .untitledGraphicFile,
        .lowContrast, .timedRefresh,
        .title, .summary, .canonical, .structuredData, .privateIndexed, .duplicateTitle,
        .feedGrammar, .notInSitemap, .structuredFields, .structuredDiffers, .duplicateSummary,
        .headLength,
        .mailAddressShown, .walletShown, .keyShown, .accountShown, .externalRequest, .fileMode,
        .balanceShown,
        .dataSyntax, .priceWithoutSource, .totalDiffers, .priceNotPlaced,
        .heavyPage, .heavyAsset, .heavyShard,
        .notPublishable,
    ]

    private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

    /// The rule that a diagnostic is a finding of.
    package static func rule(of finding: Diagnostic) -> Rule? { byID[finding.id] }

    /// By full id or by code, in any case.
    package static func rule(_ id: String) -> Rule? {
        let wanted = id.lowercased()
        return all.first { $0.id.lowercased() == wanted || $0.code.lowercased() == wanted }
    }
}
