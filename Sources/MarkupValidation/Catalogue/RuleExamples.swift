extension RuleID {
    /// The least that breaks the rule.
    var example: String {
        switch self {
        case .notWellFormed: "<p>5 < 7"
        case .unknownElement: "<artcle>…</artcle>"
        case .unknownAttribute: "<p hreff=\"/\">…</p>"
        case .missingAttribute: "<meta name=\"description\"/>"
        case .childNotAllowed: "<ul><p>…</p></ul>"
        case .duplicateID: "<p id=\"a\">…</p><p id=\"a\">…</p>"
        case .placeholderLeak: "<p>Price: {{price}}</p>"
        case .missingChild: "<details><p>…</p></details>"
        case .textNotAllowed: "<table>Prices<tbody>…</tbody></table>"
        case .forbiddenAncestor: "<a href=\"/a/\"><a href=\"/b/\">…</a></a>"
        case .badValue: "<td colspan=\"two\">…</td>"
        case .danglingReference: "<a href=\"#costs\">…</a> where nothing has the id costs"
        case .inlineCode: "<p onclick=\"buy()\">…</p>"
        case .badPrologue: "<html> without <!DOCTYPE html> before it"
        case .badBytes: "A byte order mark at the start, or the byte 0xE9 for é"
        case .selfClosedElement: "<div/>"
        case .xmlOnlySyntax: "<p><![CDATA[…]]></p>"
        case .tooLarge: "300 elements, each within the last"
        case .charsetMissing: "<head><title>…</title><meta charset=\"utf-8\"/></head>"
        case .tableShape: "<tr><td>…</td></tr><tr><td>…</td><td>…</td></tr>"
        case .descriptionList: "<dl><dd>…</dd></dl>"
        case .tooManyProblems: "A page of more than 100 problems"
        default: exampleBeyondMarkup
        }
    }

    private var exampleBeyondMarkup: String {
        switch self {
        case .brokenLink: "<a href=\"/no-such-page/\">…</a>"
        case .brokenFragment: "<a href=\"/faq/#no-such-id\">…</a>"
        case .linkCase: "<a href=\"/FAQ/\">…</a> where the folder is faq"
        case .missingSlash: "<a href=\"/faq\">…</a>"
        case .outsideSite: "<a href=\"../../secret.html\">…</a> in index.html"
        case .unknownSiteAddress: "<loc>https://example.org/no-such-page/</loc>"
        case .unsafeScheme: "<a href=\"javascript:buy()\">…</a>"
        case .malformedAddress: "<a href=\"/my page/\">…</a>"
        case .orphan: "old/index.html, which no page links to"
        case .redirected: "<a href=\"/old/\">…</a> where old/index.html has http-equiv=\"refresh\""
        case .badRedirect: "/old/ /older/ 301 and /older/ /new/ 301"
        case .oneTopHeading: "<h1>…</h1> twice"
        case .headingOrder: "<h2>…</h2><h4>…</h4>"
        case .imageText: "<img src=\"/chart.png\"/>"
        case .pageLanguage: "<html xmlns=\"http://www.w3.org/1999/xhtml\">"
        case .controlLabel: "<input type=\"text\"/>"
        case .headerScope: "<th>Price</th>"
        case .emptyLink: "<a href=\"/\"></a>"
        case .emptyButton: "<button type=\"button\"></button>"
        case .emptyHeading: "<h2></h2>"
        case .unnamedGraphic: "<svg viewBox=\"0 0 9 9\"><text>9 %</text></svg>"
        case .unnamedNavigation: "<nav>…</nav> twice, without aria-label"
        case .oneMain: "A body without main"
        case .unnamedTable: "<table><tbody>…</tbody></table>"
        case .positiveTabindex: "<p tabindex=\"3\">…</p>"
        case .graphicWithoutViewBox: "<svg role=\"img\" width=\"9\" height=\"9\">…</svg>"
        case .untitledGraphicFile: "<svg viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>"
        case .lowContrast:
            "--text: #999999; --surface: #ffffff; --contrast-text: 4.5 text on surface;"
        default: exampleOfPublication
        }
    }

    private var exampleOfPublication: String {
        switch self {
        case .title: "<title></title>"
        case .summary: "A head without <meta name=\"description\" content=\"…\"/>"
        case .canonical: "<link rel=\"canonical\" href=\"/faq/\"/>"
        case .structuredData: "<script type=\"application/ld+json\">{\"name\":}</script>"
        case .privateIndexed: "A report without <meta name=\"robots\" content=\"noindex\"/>"
        case .duplicateTitle: "<title>Article</title> on two pages"
        case .feedGrammar: "<entry><title>…</title></entry> without id"
        case .notInSitemap: "A page with a canonical link, and a sitemap without it"
        case .structuredFields: "{\"@context\":\"https://schema.org\",\"@type\":\"Article\"}"
        case .structuredDiffers: "\"headline\":\"A\" on a page whose h1 is B"
        case .duplicateSummary: "The same description on two pages"
        case .headLength: "<meta name=\"description\" content=\"FAQ\"/>"
        case .mailAddressShown: "<p>Write to trader@example.com</p>"
        case .walletShown: "<p>Send to 0x and 40 hexadecimal digits</p>"
        case .keyShown: "<code>ghp_ and 36 letters and digits</code>"
        case .accountShown: "<p>desk-0042 is in a margin call</p> on a public page"
        case .externalRequest: "<link rel=\"stylesheet\" href=\"/site.css\"/> in a report"
        case .fileMode: "A report of mode 0644, a page of mode 0600"
        case .balanceShown: "{\"id\": \"desk-0042\", \"walletBalance\": \"25500\"}"
        case .dataSyntax: "{\"asOf\": 2026-02-01}"
        case .priceWithoutSource: "{\"asset\": \"BTC\", \"price\": \"87959.9\"}"
        case .totalDiffers: "<td>1</td> and <td>2</td> over <td data-total=\"column\">4</td>"
        case .priceNotPlaced: "<p><data data-asset=\"BTC\" value=\"87959.9\">$87,959.90</data></p>"
        case .heavyPage: "A page of 600 kilobytes"
        case .heavyAsset: "A picture of 300 kilobytes"
        case .heavyShard: "A feed of 5 megabytes"
        default: "A page of an article whose front matter says rights: unknown"
        }
    }
}
