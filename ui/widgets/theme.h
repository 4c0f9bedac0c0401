// Colours by role, sizes and fonts: what every widget of the window is drawn with. Roles are derived
// from the palette at hand, so nothing here keeps a state. Thread: GUI.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QApplication;

namespace timecoin {

enum class Role {
    Surface,   ///< behind everything
    Raised,    ///< fields, rows under the pointer, quiet strips
    Text,      ///< on Surface and Raised
    Muted,     ///< the less important text, on Surface and Raised
    Line,      ///< hairlines and empty ticks; never text
    Accent,    ///< the one colour: what can be done, what was done
    OnAccent,  ///< text on Accent
    Good,      ///< final, connected
    Wait,      ///< late, asks for attention
    Bad,       ///< failed, dangerous
};

/// Light or dark as `palette` is.
QColor roleColor(Role role, const QPalette& palette);
bool isDark(const QPalette& palette);

enum class ThemeChoice { System, Light, Dark };

/// The palette of one theme.
QPalette themePalette(bool dark);
/// Fusion, the palette and one small style sheet; may be called again at any time.
void applyTheme(QApplication& application, ThemeChoice choice);

/// Spacing, in pixels of 100 %.
inline constexpr int kSpace1 = 4;
inline constexpr int kSpace2 = 8;
inline constexpr int kSpace3 = 12;
inline constexpr int kSpace4 = 16;
inline constexpr int kSpace6 = 24;
inline constexpr int kSpace8 = 32;
inline constexpr int kSpace12 = 48;
/// Corners of fields and buttons.
inline constexpr int kRadius = 6;
/// Side of an icon beside text.
inline constexpr int kIconSize = 20;
/// Text lines wider than this are hard to read.
inline constexpr int kReadingWidth = 640;

QFont titleFont();
QFont bodyFont();
/// For amounts and times: every digit is equally wide.
QFont numberFont();
/// For hashes and addresses: every character is equally wide.
QFont codeFont();

}  // namespace timecoin
