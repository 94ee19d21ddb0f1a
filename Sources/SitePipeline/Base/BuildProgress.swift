/// Is told how far a run is.
package protocol BuildProgress: Sendable {
    func show(_ stage: String)
    func advance(_ stage: String, by count: Int, of total: Int)
}
