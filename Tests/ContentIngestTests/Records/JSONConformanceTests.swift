import MarginModel
import Testing

@testable import ContentIngest

/// What RFC 8259 says of structure, numbers, strings and encodings, case by case: texts that every
/// reader must take, texts that every reader must refuse, and texts on which readers may differ, with
/// what ours does.
struct JSONConformanceTests {
    @Test(arguments: mustAccept)
    func takesWhatEveryReaderMust(text: String) {
        #expect(throws: Never.self) { try JSONDocument(parsing: Array(text.utf8), file: "a.json") }
    }

    @Test(arguments: mustRefuse)
    func refusesWhatEveryReaderMust(text: String) {
        #expect(throws: Diagnostics.self) {
            try JSONDocument(parsing: Array(text.utf8), file: "a.json")
        }
    }

    @Test(arguments: mustRefuseBytes)
    func refusesBytesThatAreNoText(bytes: [UInt8]) {
        #expect(throws: Diagnostics.self) { try JSONDocument(parsing: bytes, file: "a.json") }
    }

    /// Numbers of any size and precision are numbers; a format that cannot keep one says so later.
    @Test(arguments: [
        "[123.456e-789]", "[0.4e006699999999999999999999999999999999]", "[-1e+9999]", "[1.5e+9999]",
        "[-123123e100000]", "[123123e100000]", "[123e-10000000]",
        "[-123123123123123123123123123123]", "[100000000000000000000]",
        "[-237462374673276894279832749832423479823246327846]", "[1e999999]",
    ])
    func takesNumbersOfAnySize(text: String) {
        #expect(throws: Never.self) { try JSONDocument(parsing: Array(text.utf8), file: "a.json") }
    }

    /// Readers may take half a surrogate pair; ours does not.
    @Test(arguments: [
        ("[\"\\uDADA\"]", "json-lone-surrogate"), ("[\"\\uD888\\u1234\"]", "json-lone-surrogate"),
        ("[\"\\uD800\\n\"]", "json-lone-surrogate"),
        ("[\"\\uDd1ea\"]", "json-lone-surrogate"),
        ("[\"\\uD800\\uD800\\n\"]", "json-lone-surrogate"),
        ("[\"\\ud800\"]", "json-lone-surrogate"), ("[\"\\ud800abc\"]", "json-lone-surrogate"),
        ("[\"\\uDd1e\\uD834\"]", "json-lone-surrogate"), ("[\"\\uDFAA\"]", "json-lone-surrogate"),
        (String(repeating: "[", count: 500) + String(repeating: "]", count: 500), "json-too-deep"),
    ])
    func refusesWhatReadersDifferOn(text: String, id: String) throws {
        let error = try #require(throws: Diagnostics.self) {
            try JSONDocument(parsing: Array(text.utf8), file: "a.json")
        }
        #expect(error.all.map(\.id) == [id])
    }

    /// A key that stands twice is no error of syntax: readers report it.
    @Test(arguments: ["{\"a\":1,\"a\":1}", "{\"a\":1,\"a\":2}", "{\"\":1,\"\":2}"])
    func takesDuplicateKeysAndListsThem(text: String) throws {
        let document = try JSONDocument(parsing: Array(text.utf8), file: "a.json")
        #expect(document.duplicateKeys.count == 1)
    }

    @Test func boundsTimeAndDepthOnDeepNesting() {
        for opening in ["[", "{\"a\":", "[{\"a\":"] {
            let bytes = Array(String(repeating: opening, count: 10_000).utf8)
            #expect(throws: Diagnostics.self) { try JSONDocument(parsing: bytes, file: "a.json") }
        }
    }

    private static let mustAccept = [
        "[[]   ]", "[]", "[\"\"]", "[\"a\"]", "[false]", "[null, 1, \"1\", {}]", "[null]",
        "[1\n]", " [1]", "[1,null,null,null,2]", "[2] ", "[123e65]", "[0e+1]", "[0e1]", "[ 4]",
        "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]",
        "[20e1]", "[-0]", "[-123]", "[-1]", "[-0.0]", "[1E22]", "[1E-2]", "[1E+2]", "[123e45]",
        "[123.456e78]", "[1e-2]", "[1e+2]", "[123]", "[123.456789]", "[0]", "[0.1]", "[9.0E9]",
        "{\"asd\":\"sdf\", \"dfg\":\"fgh\"}", "{\"asd\":\"sdf\"}", "{}", "{\"\":0}",
        "{\"foo\\u0000bar\": 42}", "{ \"min\": -1.0e+28, \"max\": 1.0e+28 }",
        "{\"x\":[{\"id\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}], \"id\": \"x\"}",
        "{\"a\":[]}", "{\"title\":\"\\u041f\\u043e\\u043b\\u0442\\u043e\\u0440\\u0430\" }",
        "{\n\"a\": \"b\"\n}", "[\"\\u0060\\u012a\\u12AB\"]", "[\"\\uD801\\udc37\"]",
        "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\\\u0000\"]",
        "[\"\\\"\"]", "[\"a/*b*/c/*d//e\"]", "[\"\\\\a\"]", "[\"\\\\n\"]", "[\"\\u0012\"]",
        "[\"\\uFFFF\"]", "[\"asd\"]", "[ \"asd\"]", "[\"\\uDBFF\\uDFFF\"]", "[\"new\\u00A0line\"]",
        "[\"\u{10FFFF}\"]", "[\"\u{FFFF}\"]", "[\"\\u0000\"]", "[\"\\u002c\"]", "[\"π\"]",
        "[\"\u{1BFFF}\"]", "[\"asd \"]", "\" \"", "[\"\\uD834\\uDd1e\"]", "[\"\\u0821\"]",
        "[\"\\u0123\"]", "[\"\u{2028}\"]", "[\"\u{2029}\"]", "[\"\\u0061\\u30af\\u30EA\\u30b9\"]",
        "[\"new\\u000Aline\"]", "[\"\u{7F}\"]", "[\"\\uA66D\"]", "[\"\\u005C\"]", "[\"⍂㈴⍂\"]",
        "[\"\\u200B\"]", "[\"\\u2064\"]", "[\"\\uFDD0\"]", "[\"\\uFFFE\"]", "[\"\\u0022\"]",
        "[\"€𝄞\"]", "[\"a\u{7F}a\"]", "false", "42", "-0.1", "null", "\"asd\"", "true", "\"\"",
        "[\"a\"]\n", "[true]", " [] ", "\t[\r\n]\t",
    ]

    private static let mustRefuse = [
        "[1 true]", "[\"\": 1]", "[\"\"],", "[,1]", "[1,,2]", "[\"x\",,]", "[\"x\"]]", "[\"\",]",
        "[\"x\"", "[x", "[3[4]]", "[,]", "[-]", "[   , \"\"]", "[\"a\",\n4\n,1,", "[1,]", "[1,,]",
        "[\"\u{B}a\"\\f]", "[*]", "[\"\"", "[1,", "[1,\n1\n,1", "[{}", "[fals]", "[nul]", "[tru]",
        "[++1234]", "[+1]", "[+Inf]", "[-01]", "[-1.0.]", "[-2.]", "[-NaN]", "[.-1]", "[.2e-3]",
        "[0.1.2]", "[0.3e+]", "[0.3e]", "[0.e1]", "[0E+]", "[0E]", "[0e+]", "[0e]", "[1.0e+]",
        "[1.0e-]", "[1.0e]", "[1 000.0]", "[1eE2]", "[2.e+3]", "[2.e-3]", "[2.e3]", "[9.e+]",
        "[Inf]", "[NaN]", "[１]", "[1+2]", "[0x1]", "[0x42]", "[Infinity]", "[0e+-1]",
        "[-123.123foo]", "[-Infinity]", "[-foo]", "[- 1]", "[-012]", "[-.123]", "[-1x]",
        "[1ea]", "[1.]", "[.123]", "[1.2a-3]", "[1.8011670033376514H-308]", "[012]",
        "[\"x\", truth]", "{[: \"x\"}", "{\"x\", null}", "{\"x\"::\"b\"}", "{🇨🇭}",
        "{\"a\":\"a\" 123}", "{key: 'value'}", "{\"a\" b}", "{:\"b\"}", "{\"a\"", "{\"a\":",
        "{\"a\"",
        "{1:1}", "{9999E9999:1}", "{null:null,null:null}", "{\"id\":0,,,,,}", "{'a':0}",
        "{\"id\":0,}", "{\"a\":\"b\"}/**/", "{\"a\":\"b\"}/**//", "{\"a\":\"b\"}//",
        "{\"a\":\"b\"}/",
        "{\"a\":\"b\",,\"c\":\"d\"}", "{a: \"b\"}", "{\"a\":\"a", "{ \"foo\" : \"bar\", \"a\" }",
        "{\"a\":\"b\"}#", " ", "[\"\\uD800\\\"]", "[\"\\uD800\\u\"]", "[\"\\uD800\\u1\"]",
        "[\"\\uD800\\u1x\"]", "[é]", "[\"\\\u{0}\"]", "[\"\\x00\"]", "[\"\\\\\\\"]", "[\"\\\t\"]",
        "[\"\\🌀\"]", "[\"\\\"]", "[\"\\u00A\"]", "[\"\\uD834\\uDd\"]", "[\"\\uD800\\uD800\\x\"]",
        "[\"\\a\"]", "[\"\\uqqqq\"]", "[\\u0020\"asd\"]", "[\\n]", "\"", "['single quote']", "abc",
        "[\"\\", "[\"a\u{0}a\"]", "[\"new\nline\"]", "[\"\t\"]", "\"\\UA66D\"", "\"\"x", "<.>",
        "[<null>]", "[1]x", "[1]]", "[\"asd]", "aå", "[True]", "1]", "{\"x\": true,", "[][]", "]",
        "{}}", "{\"\":", "{\"a\":/*comment*/\"b\"}", "{\"a\": true} \"x\"", "['", "[,", "[{",
        "[\"a", "[\"a\"", "{", "{]", "{,", "{[", "{\"a", "{'a'", "[\"\\{[\"\\{[\"\\{[\"\\{", "é",
        "*", "{\"a\":\"b\"}#{}", "[\\u000A\"\"]", "[1", "[ false, nul", "[ true, fals",
        "[ false, tru", "{\"asd\":\"asd\"", "[\u{A0}]", "[\u{2060}]", "[\u{C}]", "\u{2028}[]",
        "[1]\u{0}", "{\"a\":1;\"b\":2}", "{\"a\"=1}", "(1)", "undefined", "[1 ,\u{B}2]", "--1",
        "[1_000]", "[1e1.5]", "[0b1]", "\"\\'\"", "`a`", "{\"a\":.1}", "[1]//", "#\n1",
    ]

    private static let mustRefuseBytes: [[UInt8]] = [
        [], [0x5B, 0xFF, 0x5D], [0x5B, 0x61, 0xE5, 0x5D], [0x5B, 0x31, 0x65, 0xE5, 0x5D],
        [0x5B, 0x30, 0xE5, 0x5D], [0x5B, 0x2D, 0x31, 0x32, 0xE5, 0x5D], [0xE5], [0xEF, 0xBB],
        [0xEF, 0xBB, 0x7B, 0x7D], [0x5B, 0x22, 0x5C, 0xE5, 0x22, 0x5D],
        [0x5B, 0x22, 0xE9, 0x22, 0x5D],
        [0x5B, 0x22, 0x5C, 0x75, 0xE5, 0x22, 0x5D],
        [0x7B, 0x22, 0xB9, 0x22, 0x3A, 0x30, 0x2C, 0x7D],
        [0x5B, 0x22, 0xC0, 0xAF, 0x22, 0x5D],
        [0x5B, 0x22, 0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF, 0x22, 0x5D],
        [0x5B, 0x22, 0xE0, 0xFF, 0x22, 0x5D], [0x5B, 0x22, 0x81, 0x22, 0x5D],
        [0x5B, 0x22, 0xF8, 0x88, 0x80, 0x80, 0x80, 0x22, 0x5D], [0x00], [0x5B, 0x00, 0x5D],
        [0xFF, 0xFE, 0x5B, 0x00, 0x22, 0x00], [0x00, 0x5B, 0x00, 0x22], [0xFE, 0xFF, 0x00, 0x5B],
    ]
}
