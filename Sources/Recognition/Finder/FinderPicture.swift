// A picture as a search sees it: resampled, with the way back to the places of the picture it was made of.

/// A resampled picture.
struct FinderPicture: Sendable {
    let view: FinderView
    /// Where the top left corner lies in the picture it was made of.
    let origin: Point
    /// The pixels; a digit's window has the size of the network's grid.
    let image: GrayImage

    /// Where a place of this picture lies in the one it was made of.
    func place(_ column: Float, _ row: Float) -> Point {
        origin + view.across * (column * view.stepX) + view.down * (row * view.stepY)
    }
}
