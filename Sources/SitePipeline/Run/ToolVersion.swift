/// The version that manifests and `marginalia version` carry.
package enum ToolVersion {
    package static let current = "0.1.0"
}
