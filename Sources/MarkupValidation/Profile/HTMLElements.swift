/// The HTML half of the profile, one row an element.
///
/// HTML Living Standard, section 4. Left out on purpose: what runs or embeds foreign things (`iframe`,
/// `object`, `embed`), what parses differently in XML and HTML (`noscript`, `template`), and media that
/// our pages do not have.
enum HTMLElements {
    static let rows: [ElementRule] = documentRows + blockRows + tableRows + formRows + phrasingRows

    private static let documentRows: [ElementRule] = [
        ElementRule(
            .html, .children([.one([.head]), .one([.body])], text: false),
            globals: Attribute.unseenGlobals),
        ElementRule(.head, .children([.any(Category.metadata)], text: false)),
        ElementRule(.title, .text),
        ElementRule(
            .meta, .void, attributes: [.name, .httpEquiv, .content, .property, .charset, .media]),
        ElementRule(
            .link, .void,
            attributes: [.hreflang, .type, .media, .sizes, .integrity, .crossorigin, .as, .color],
            required: [.rel, .href]),
        ElementRule(
            .script, .text, attributes: [.src, .type, .async, .defer, .integrity, .crossorigin]),
        ElementRule(.style, .text, attributes: [.media]),
        ElementRule(.body, .flow, globals: Attribute.unseenGlobals),
    ]

    private static let landmarkForbids: [Tag] = [.header, .footer, .main]

    private static let blockRows: [ElementRule] =
        [
            ElementRule(.header, .flow, forbids: landmarkForbids),
            ElementRule(.footer, .flow, forbids: landmarkForbids),
            ElementRule(.nav, .flow, forbids: [.main]),
            ElementRule(.aside, .flow, forbids: [.main]),
            ElementRule(.article, .flow, forbids: [.main]),
            ElementRule(.section, .flow, forbids: [.main]),
            ElementRule(
                .address, .flow,
                forbids: Category.headings + Category.sectioning + [.header, .footer, .address]),
            ElementRule(
                .hgroup,
                .children([.any([.p]), .one(Category.headings), .any([.p])], text: false)),
            ElementRule(.blockquote, .flow, attributes: [.cite]),
            ElementRule(.ul, .children([.any([.li, .script])], text: false)),
            ElementRule(
                .ol, .children([.any([.li, .script])], text: false),
                attributes: [.start, .reversed, .type]),
            ElementRule(.li, .flow, attributes: [.value]),
            ElementRule(.dl, .children([.any([.dt, .dd, .div, .script])], text: false)),
            ElementRule(
                .dt, .flow, forbids: Category.headings + Category.sectioning + [.header, .footer]),
            ElementRule(
                .figure,
                .children(
                    [.optional([.figcaption]), .any(Category.flow), .optional([.figcaption])],
                    text: true)),
            ElementRule(.hr, .void),
            ElementRule(
                .details, .children([.one([.summary]), .any(Category.flow)], text: true),
                attributes: [.open]),
            ElementRule(
                .summary, .children([.any(Category.phrasing + Category.headings)], text: true)),
        ] + ([.main, .search, .div, .dd, .figcaption] as [Tag]).map { ElementRule($0, .flow) }
        + ([.h1, .h2, .h3, .h4, .h5, .h6, .p, .pre] as [Tag]).map { ElementRule($0, .phrasing) }

    private static let rowGroup = Content.children([.any([.tr])], text: false)

    private static let tableRows: [ElementRule] = [
        ElementRule(
            .table,
            .children(
                [
                    .optional([.caption]), .any([.colgroup]), .optional([.thead]), .some([.tbody]),
                    .optional([.tfoot]),
                ], text: false)),
        ElementRule(.caption, .flow, forbids: [.table]),
        ElementRule(
            .colgroup, .children([.any([.col])], text: false), globals: Attribute.unseenGlobals),
        ElementRule(.col, .void, attributes: [.span], globals: Attribute.unseenGlobals),
        ElementRule(.thead, rowGroup),
        ElementRule(.tbody, rowGroup),
        ElementRule(.tfoot, rowGroup),
        ElementRule(.tr, .children([.some([.th, .td])], text: false)),
        ElementRule(
            .th, .flow, attributes: [.scope, .headers, .colspan, .rowspan, .abbr],
            forbids: Category.headings + Category.sectioning + [.header, .footer]),
        ElementRule(.td, .flow, attributes: [.headers, .colspan, .rowspan, .dataTotal]),
    ]

    private static let formRows: [ElementRule] = [
        ElementRule(
            .form, .flow,
            attributes: [
                .action, .method, .enctype, .target, .autocomplete, .novalidate, .name, .dataRules,
                .dataWords, .dataMarks,
            ],
            forbids: [.form]),
        ElementRule(
            .fieldset, .children([.optional([.legend]), .any(Category.flow)], text: true),
            attributes: [.disabled, .form, .name]),
        ElementRule(.legend, .children([.any(Category.phrasing + Category.headings)], text: true)),
        ElementRule(.label, .phrasing, attributes: [.for], forbids: [.label]),
        ElementRule(
            .input, .void,
            attributes: [
                .type, .name, .value, .placeholder, .required, .readonly, .disabled, .checked, .min,
                .max, .step, .minlength, .maxlength, .pattern, .size, .list, .multiple, .accept,
                .form,
                .autocomplete, .inputmode,
            ]),
        ElementRule(
            .button, .phrasing,
            attributes: [.type, .name, .value, .disabled, .form, .popovertarget],
            forbids: Category.interactive),
        ElementRule(
            .select, .children([.any([.option, .optgroup, .hr])], text: false),
            attributes: [.name, .required, .disabled, .multiple, .size, .form, .autocomplete]),
        ElementRule(
            .optgroup, .children([.any([.option])], text: false), attributes: [.disabled],
            required: [.label]),
        ElementRule(
            .option, .text, attributes: [.value, .label, .selected, .disabled, .dataRules]),
        ElementRule(.datalist, .children([.any(Category.phrasing + [.option])], text: true)),
        ElementRule(
            .textarea, .text,
            attributes: [
                .name, .placeholder, .required, .readonly, .disabled, .rows, .cols, .minlength,
                .maxlength, .wrap, .form, .autocomplete, .inputmode,
            ]),
        ElementRule(.output, .phrasing, attributes: [.for, .form, .name]),
        ElementRule(.progress, .phrasing, attributes: [.value, .max], forbids: [.progress]),
        ElementRule(
            .meter, .phrasing, attributes: [.min, .max, .low, .high, .optimum], required: [.value],
            forbids: [.meter]),
    ]

    private static let phrasingRows: [ElementRule] =
        [
            ElementRule(
                .a, .transparent, attributes: [.rel, .hreflang, .type, .target, .download],
                required: [.href], forbids: Category.interactive),
            ElementRule(.q, .phrasing, attributes: [.cite]),
            ElementRule(.dfn, .phrasing, forbids: [.dfn]),
            ElementRule(.time, .phrasing, required: [.datetime], forbids: [.time]),
            ElementRule(.data, .phrasing, attributes: [.dataAsset], required: [.value]),
            ElementRule(.del, .transparent, attributes: [.cite, .datetime]),
            ElementRule(.ins, .transparent, attributes: [.cite, .datetime]),
            ElementRule(.bdo, .phrasing, required: [.dir]),
            ElementRule(.br, .void),
            ElementRule(.wbr, .void),
            ElementRule(
                .img, .void,
                attributes: [
                    .srcset, .sizes, .width, .height, .loading, .decoding, .crossorigin,
                    .fetchpriority,
                    .alt,
                ],
                required: [.src]),
            ElementRule(.picture, .children([.any([.source]), .one([.img])], text: false)),
            ElementRule(
                .source, .void, attributes: [.type, .media, .sizes, .width, .height],
                required: [.srcset], globals: Attribute.unseenGlobals),
        ]
        + ([
            .span, .strong, .em, .b, .i, .u, .s, .small, .mark, .code, .kbd, .samp, .var, .abbr,
            .cite,
            .sub, .sup, .bdi,
        ] as [Tag]).map { ElementRule($0, .phrasing) }
}
