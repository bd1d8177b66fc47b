//! The smallest PDF files.

/// A PDF of empty pages.
pub fn pdf(pages: usize) -> Vec<u8> {
    written(pages, None)
}

/// A PDF of one empty page that also holds so many letters.
pub fn heavy(bytes: usize) -> Vec<u8> {
    written(1, Some(format!("({})", "a".repeat(bytes))))
}

fn written(pages: usize, more: Option<String>) -> Vec<u8> {
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", page + 3)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>"),
    ];
    objects.extend((0..pages).map(|_| "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>".to_owned()));
    objects.extend(more);
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(text.len());
        text += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let table = text.len();
    text += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in &places {
        text += &format!("{place:010} 00000 n \n");
    }
    text += &format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    text.into_bytes()
}

/// A photo of nobody: three by four, in shades of grey.
pub fn photo() -> Vec<u8> {
    let (width, height) = (600_u16, 800_u16);
    let shade = |at: usize| ((at % usize::from(width)) / 8) as u8 + 100;
    let pixels: Vec<u8> = (0..usize::from(width) * usize::from(height))
        .flat_map(|at| [shade(at); 3])
        .collect();
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 70);
    encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}
