#include "ui/pages/program/preferences.h"

namespace timecoin {
namespace {

const QString kTheme = QStringLiteral("look/theme");
const QString kLanguage = QStringLiteral("look/language");
const QString kLockMinutes = QStringLiteral("safety/lockMinutes");
const QString kHidden = QStringLiteral("look/amountsHidden");
const QString kNotifications = QStringLiteral("habits/notifications");
const QString kGeometry = QStringLiteral("window/geometry");
const QString kPage = QStringLiteral("window/page");

}  // namespace

Preferences::Preferences(const QString& file, QObject* parent)
    : QObject(parent),
      m_file(file, QSettings::IniFormat) {}

void Preferences::keep(const QString& key, const QVariant& value) {
    if (m_file.value(key) == value) return;
    m_file.setValue(key, value);
    emit changed();
}

ThemeChoice Preferences::theme() const {
    const QString name = m_file.value(kTheme).toString();
    if (name == QStringLiteral("light")) return ThemeChoice::Light;
    if (name == QStringLiteral("dark")) return ThemeChoice::Dark;
    return ThemeChoice::System;
}

void Preferences::setTheme(ThemeChoice theme) {
    const char* const name = theme == ThemeChoice::Light  ? "light"
                             : theme == ThemeChoice::Dark ? "dark"
                                                          : "system";
    keep(kTheme, QString::fromLatin1(name));
}

QString Preferences::language() const {
    const QString language = m_file.value(kLanguage).toString();
    const bool known = language == QStringLiteral("de") || language == QStringLiteral("en");
    return known ? language : QString();
}

void Preferences::setLanguage(const QString& language) {
    keep(kLanguage, language);
}

int Preferences::lockMinutes() const {
    bool number = false;
    const int minutes = m_file.value(kLockMinutes, kDefaultLockMinutes).toInt(&number);
    // A file that somebody has broken must not switch the lock off.
    return number ? qBound(0, minutes, kMostLockMinutes) : kDefaultLockMinutes;
}

void Preferences::setLockMinutes(int minutes) {
    keep(kLockMinutes, qBound(0, minutes, kMostLockMinutes));
}

bool Preferences::amountsHidden() const {
    return m_file.value(kHidden, false).toBool();
}

void Preferences::setAmountsHidden(bool hidden) {
    keep(kHidden, hidden);
}

bool Preferences::notifications() const {
    return m_file.value(kNotifications, true).toBool();
}

void Preferences::setNotifications(bool on) {
    keep(kNotifications, on);
}

QByteArray Preferences::geometry() const {
    return m_file.value(kGeometry).toByteArray();
}

QString Preferences::lastPage() const {
    return m_file.value(kPage).toString();
}

void Preferences::keepWindow(const QByteArray& geometry, const QString& page) {
    m_file.setValue(kGeometry, geometry);
    m_file.setValue(kPage, page);
}

}  // namespace timecoin
