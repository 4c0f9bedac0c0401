#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

#include <array>

namespace timecoin {
namespace {

struct Pair {
    QRgb light;
    QRgb dark;
};
// In the order of Role. Every text colour has a contrast of 4.5 or more on Surface and on Raised.
constexpr std::array<Pair, 10> kRoles{{
    {0xfffcfcfb, 0xff16181c},
    {0xfff1f2f4, 0xff20242a},
    {0xff1a1d21, 0xffe9ebee},
    {0xff5a636e, 0xffa3acb7},
    {0xffd6dade, 0xff3b424b},
    {0xff2f55c4, 0xff8fabff},
    {0xffffffff, 0xff0f1420},
    {0xff1b7440, 0xff63c786},
    {0xff875300, 0xffe3ad4a},
    {0xffb3261e, 0xffff8f86},
}};

QColor themeColor(Role role, bool dark) {
    const Pair& pair = kRoles[static_cast<std::size_t>(role)];
    return QColor::fromRgba(dark ? pair.dark : pair.light);
}

constexpr auto kStyleSheet = R"(
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 4px 6px; }
QPushButton { background: @raised; color: @text; border: 1px solid @line; border-radius: 6px;
  padding: 6px 16px; min-height: 20px; }
QPushButton:hover { border-color: @muted; }
QPushButton:focus { border-color: @accent; }
QPushButton:pressed { background: @line; }
QPushButton:disabled { color: @faint; border-color: @raised; }
QPushButton::menu-indicator { image: url(:/icons/field-arrow.svg); width: 14px; height: 14px;
  subcontrol-origin: padding; subcontrol-position: right center; right: 6px; }
QPushButton:flat { background: transparent; border-color: transparent; }
QPushButton:flat:hover { background: @raised; }
QPushButton:flat:focus { border-color: @accent; }
QPushButton[kind="primary"] { background: @accent; color: @onaccent; border-color: @accent; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:focus { border-color: @text; }
QPushButton[kind="primary"]:disabled { background: @raised; color: @faint; border-color: @raised; }
QPushButton[kind="danger"] { color: @bad; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px;
  padding: 4px; }
QToolButton:hover { background: @raised; }
QToolButton:focus { border-color: @accent; }
QToolButton:checked { background: @raised; }
QToolButton::menu-indicator { image: none; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox, QDateEdit { background: @raised;
  color: @text; border: 1px solid @line; border-radius: 6px; padding: 5px 8px; min-height: 20px;
  selection-background-color: @accent; selection-color: @onaccent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus,
  QDateEdit:focus { border-color: @accent; }
QLineEdit[wrong="true"] { border-color: @bad; }
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled { color: @faint; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url(:/icons/field-arrow.svg); width: 16px; height: 16px; }
QComboBox { padding-right: 24px; }
QComboBox QAbstractItemView { background: @surface; color: @text; border: 1px solid @line;
  selection-background-color: @chosen; selection-color: @text; padding: 4px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: 20px; }
QDateEdit::drop-down { border: none; width: 24px; }
QDateEdit::down-arrow { image: url(:/icons/field-arrow.svg); width: 16px; height: 16px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTableView, QListView, QTreeView { background: @surface; border: none; outline: none;
  color: @text; alternate-background-color: @stripe; selection-background-color: @chosen;
  selection-color: @text; }
QTableView::item { padding: 0 8px; border: none; }
QTableView::item:selected { background: @chosen; color: @text; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: @muted; border: none;
  border-bottom: 1px solid @line; padding: 6px 8px; }
QHeaderView::section:hover { color: @text; }
QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; background: @raised;
  border: 1px solid @muted; border-radius: 4px; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent;
  image: url(:/icons/field-check-@theme.svg); }
QRadioButton::indicator { border-radius: 9px; }
QRadioButton::indicator:checked { background: @onaccent; width: 8px; height: 8px;
  border: 5px solid @accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: @line; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }
QMenu::indicator { width: 16px; height: 16px; left: 6px; }
QMenu::indicator:checked { image: url(:/icons/field-check-menu.svg); }
QScrollArea { background: transparent; border: none; }
QMenuBar { background: @surface; color: @text; }
QMenuBar::item { padding: 5px 10px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: @raised; }
QMenu { background: @surface; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 28px; border-radius: 4px; }
QMenu::item:selected { background: @chosen; color: @text; }
QMenu::item:disabled { color: @faint; }
QMenu::icon { left: 6px; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QStatusBar { background: @surface; color: @muted; }
QStatusBar::item { border: none; }
QProgressBar { background: @raised; border: none; border-radius: 3px; max-height: 6px;
  min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QListWidget#navigation { background: @raised; padding: 12px 8px; }
QListWidget#navigation::item { padding: 0 10px; border-radius: 6px; color: @text; }
QListWidget#navigation::item:hover:enabled { background: @stripe; }
QListWidget#navigation::item:selected { background: @chosen; color: @text; }
QListWidget#paletteList::item { padding: 0 8px; border-radius: 6px; }
QTabBar::tab { background: transparent; color: @muted; padding: 8px 12px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:focus { color: @accent; }
QTabWidget::pane { border: none; }
)";

QColor mixed(const QColor& over, const QColor& under, int percent) {
    const auto mix = [percent](int a, int b) { return (a * percent + b * (100 - percent)) / 100; };
    return {mix(over.red(), under.red()), mix(over.green(), under.green()),
            mix(over.blue(), under.blue())};
}

QString styleSheet(bool dark) {
    const auto color = [dark](Role role) { return themeColor(role, dark); };
    const QColor surface = color(Role::Surface);
    const std::array<std::pair<const char*, QColor>, 12> names{{
        {"@surface", surface},
        {"@raised", color(Role::Raised)},
        {"@text", color(Role::Text)},
        {"@muted", color(Role::Muted)},
        {"@line", color(Role::Line)},
        {"@accent", color(Role::Accent)},
        {"@onaccent", color(Role::OnAccent)},
        {"@good", color(Role::Good)},
        {"@bad", color(Role::Bad)},
        {"@faint", mixed(color(Role::Muted), surface, 60)},
        {"@stripe", mixed(color(Role::Raised), surface, 50)},
        {"@chosen", mixed(color(Role::Accent), surface, 18)},
    }};
    QString sheet = QString::fromLatin1(kStyleSheet);
    sheet.replace(QStringLiteral("@theme"), QLatin1String(dark ? "dark" : "light"));
    for (const auto& [name, value] : names) sheet.replace(QLatin1String(name), value.name());
    return sheet;
}

QFont scaled(qreal factor, QFont::Weight weight) {
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    font.setWeight(weight);
    return font;
}

bool digitsAreAlike(const QFont& font) {
    const QFontMetricsF metrics(font);
    const qreal width = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit)
        if (!qFuzzyCompare(metrics.horizontalAdvance(QLatin1Char(digit)), width)) return false;
    return true;
}

}  // namespace

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Active, QPalette::Window).lightness() < 128;
}

QColor roleColor(Role role, const QPalette& palette) {
    return themeColor(role, isDark(palette));
}

QPalette themePalette(bool dark) {
    const auto color = [dark](Role role) { return themeColor(role, dark); };
    QPalette palette(color(Role::Raised), color(Role::Surface));
    palette.setColor(QPalette::WindowText, color(Role::Text));
    palette.setColor(QPalette::Base, color(Role::Surface));
    palette.setColor(QPalette::AlternateBase, mixed(color(Role::Raised), color(Role::Surface), 50));
    palette.setColor(QPalette::Text, color(Role::Text));
    palette.setColor(QPalette::ButtonText, color(Role::Text));
    palette.setColor(QPalette::BrightText, color(Role::OnAccent));
    palette.setColor(QPalette::PlaceholderText, color(Role::Muted));
    palette.setColor(QPalette::Highlight, color(Role::Accent));
    palette.setColor(QPalette::HighlightedText, color(Role::OnAccent));
    palette.setColor(QPalette::Link, color(Role::Accent));
    palette.setColor(QPalette::LinkVisited, color(Role::Accent));
    palette.setColor(QPalette::ToolTipBase, color(Role::Raised));
    palette.setColor(QPalette::ToolTipText, color(Role::Text));
    const QColor faint = mixed(color(Role::Muted), color(Role::Surface), 60);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

void applyTheme(QApplication& application, ThemeChoice choice) {
    if (application.style()->name() != QStringLiteral("fusion") ||
        application.styleSheet().isEmpty())
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    bool dark = choice == ThemeChoice::Dark;
    if (choice == ThemeChoice::System) {
        // Without a palette of ours this is the platform's; Qt 6.4 has no other way to ask.
        QApplication::setPalette(QPalette());
        dark = isDark(QApplication::palette());
    }
    const QPalette palette = themePalette(dark);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    application.setStyleSheet(styleSheet(dark));
}

QFont titleFont() {
    return scaled(1.5, QFont::DemiBold);
}

QFont bodyFont() {
    return QApplication::font();
}

QFont numberFont() {
    const QFont body = bodyFont();
    return digitsAreAlike(body) ? body : codeFont();
}

QFont codeFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (bodyFont().pointSizeF() > 0) font.setPointSizeF(bodyFont().pointSizeF());
    return font;
}

}  // namespace timecoin
