// What a person has chosen for this window, kept in one INI file in the data folder, so that a wallet
// that is moved takes its habits along and nothing is left in the account. No secrets. Thread: GUI.
#pragma once

#include "ui/widgets/theme.h"

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QString>

namespace timecoin {

class Preferences : public QObject {
    Q_OBJECT
public:
    static constexpr int kMostLockMinutes = 60;
    static constexpr int kDefaultLockMinutes = 10;

    /// `file` need not exist; its folder is made when something is kept.
    explicit Preferences(const QString& file, QObject* parent = nullptr);

    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    /// "de", "en", or empty: as the system speaks. Counts from the next start.
    QString language() const;
    void setLanguage(const QString& language);
    /// 0: never.
    int lockMinutes() const;
    void setLockMinutes(int minutes);
    bool amountsHidden() const;
    void setAmountsHidden(bool hidden);
    bool notifications() const;
    void setNotifications(bool on);

    QByteArray geometry() const;
    QString lastPage() const;
    void keepWindow(const QByteArray& geometry, const QString& page);

signals:
    void changed();

private:
    void keep(const QString& key, const QVariant& value);

    QSettings m_file;
};

}  // namespace timecoin
