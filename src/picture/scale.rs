//! Fewer pixels from many, with the cubic of Catmull and Rom: sharp, and nothing but sums and products, which
//! are the same on every machine.

use crate::picture::pixels::Pixels;

/// How far the curve reaches, in pixels of the smaller picture.
const REACH: f64 = 2.0;

impl Pixels {
    /// The same picture `width` pixels wide, never wider than it is.
    #[must_use]
    pub fn scaled(&self, width: u32) -> Self {
        let width = width.clamp(1, self.width);
        if width == self.width {
            return self.clone();
        }
        let height = height_at(self.width, self.height, width);
        let (columns, rows) = (weights(self.width, width), weights(self.height, height));
        let line = width as usize * self.channels;
        let mut sums: Vec<f32> = vec![0.0; line * height as usize];
        let mut source = vec![0.0_f32; self.width as usize * self.channels];
        let mut narrow = vec![0.0_f32; line];
        for (y, bytes) in self.data.chunks_exact(self.width as usize * self.channels).enumerate() {
            let touched: Vec<(usize, f32)> = rows.iter().enumerate().filter_map(|(at, taps)| Some((at, taps.at(y)?))).collect();
            if touched.is_empty() {
                continue;
            }
            self.read(bytes, &mut source);
            self.shrink(&source, &columns, &mut narrow);
            for (at, weight) in touched {
                sums[at * line..][..line].iter_mut().zip(&narrow).for_each(|(sum, value)| *sum += value * weight);
            }
        }
        Self { width, height, channels: self.channels, data: self.round(&sums) }
    }

    /// One line as numbers. What cannot be seen must not colour its neighbours: colours count as much as they cover.
    fn read(&self, bytes: &[u8], line: &mut [f32]) {
        if self.channels == 4 {
            for (pixel, out) in bytes.chunks_exact(4).zip(line.chunks_exact_mut(4)) {
                let cover = f32::from(pixel[3]) / 255.0;
                out.copy_from_slice(&[
                    f32::from(pixel[0]) * cover,
                    f32::from(pixel[1]) * cover,
                    f32::from(pixel[2]) * cover,
                    f32::from(pixel[3]),
                ]);
            }
        } else {
            bytes.iter().zip(line).for_each(|(byte, out)| *out = f32::from(*byte));
        }
    }

    fn shrink(&self, source: &[f32], columns: &[Taps], out: &mut [f32]) {
        let channels = self.channels;
        for (taps, pixel) in columns.iter().zip(out.chunks_exact_mut(channels)) {
            pixel.fill(0.0);
            for (weight, from) in taps.weights.iter().zip(source[taps.first * channels..].chunks_exact(channels)) {
                pixel.iter_mut().zip(from).for_each(|(sum, value)| *sum += value * weight);
            }
        }
    }

    fn round(&self, sums: &[f32]) -> Vec<u8> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0–255")]
        let byte = |value: f32| (value + 0.5).clamp(0.0, 255.0) as u8;
        if self.channels == 4 {
            let pixel = |sum: &[f32]| {
                let cover = (sum[3] / 255.0).clamp(0.0, 1.0);
                let colour = |value: f32| if cover > 0.0 { byte(value / cover) } else { 0 };
                [colour(sum[0]), colour(sum[1]), colour(sum[2]), byte(sum[3])]
            };
            return sums.chunks_exact(4).flat_map(pixel).collect();
        }
        sums.iter().map(|sum| byte(*sum)).collect()
    }
}

/// The height that goes with `width`, at least one pixel.
pub fn height_at(old_width: u32, old_height: u32, width: u32) -> u32 {
    let height = (u64::from(old_height) * u64::from(width) + u64::from(old_width) / 2) / u64::from(old_width.max(1));
    u32::try_from(height).unwrap_or(u32::MAX).clamp(1, old_height.max(1))
}

/// Which pixels of the larger picture make one of the smaller, and how much each counts.
struct Taps {
    first: usize,
    weights: Vec<f32>,
}

impl Taps {
    fn at(&self, pixel: usize) -> Option<f32> {
        self.weights.get(pixel.checked_sub(self.first)?).copied()
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places inside a picture")]
fn weights(old: u32, new: u32) -> Vec<Taps> {
    let ratio = f64::from(old) / f64::from(new);
    let taps = |at: u32| {
        let centre = (f64::from(at) + 0.5) * ratio - 0.5;
        let first = (centre - REACH * ratio).ceil().max(0.0) as u32;
        let last = (centre + REACH * ratio).floor().min(f64::from(old - 1)) as u32;
        let curve: Vec<f64> = (first..=last).map(|pixel| cubic((f64::from(pixel) - centre) / ratio)).collect();
        let total: f64 = curve.iter().sum();
        Taps { first: first as usize, weights: curve.iter().map(|weight| (weight / total) as f32).collect() }
    };
    (0..new).map(taps).collect()
}

fn cubic(distance: f64) -> f64 {
    let x = distance.abs();
    if x < 1.0 {
        (1.5 * x - 2.5) * x * x + 1.0
    } else if x < REACH {
        ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0
    } else {
        0.0
    }
}
