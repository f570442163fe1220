// A picture as a search sees it: resampled, with the way back to the places of the picture it was made of.

/// A resampled picture.
struct FinderPicture: Sendable {
    let view: FinderView
    /// Where the top left corner lies in the picture it was made of.
    let origin: Point
    /// Width and height of that picture.
    let size: Point
    /// The pixels; a digit's window has the size of the network's grid.
    let image: GrayImage

    /// Where a place of this picture lies in the one it was made of.
    func place(_ column: Float, _ row: Float) -> Point {
        origin + view.across * (column * view.stepX) + view.down * (row * view.stepY)
    }

    /// Whether the middle of the window with this corner lies in the picture, and not where its border is repeated.
    func showsMiddle(_ column: Int, _ row: Int) -> Bool {
        let middle = place(Float(column) + Float(DialPatch.width) / 2, Float(row) + Float(DialPatch.height) / 2)
        return (0...size.x).contains(middle.x) && (0...size.y).contains(middle.y)
    }
}
