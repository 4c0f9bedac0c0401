// Every setting on one page, found by typing. Changes count at once, the language at the next start.
// Thread: GUI.
#pragma once

#include "ui/pages/page.h"
#include "ui/pages/program/preferences.h"
#include "ui/pages/program/program_facts.h"
#include "wallet/api/wallet_service.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace timecoin {

class Notice;
class SearchField;

class SettingsPage : public Page {
    Q_OBJECT
public:
    /// Services and preferences outlive it.
    SettingsPage(WalletService& wallet, Preferences& preferences, const ProgramFacts& facts,
                 QWidget* parent = nullptr);

    QString title() const override { return tr("Settings"); }
    QString iconName() const override { return QStringLiteral("settings"); }
    void focusSearch() override;

protected:
    void hideEvent(QHideEvent* event) override;

private:
    /// A setting: its control under its name, and the words it is found by.
    struct Entry {
        QWidget* row;
        QString words;
        QWidget* group;
    };

    QWidget* addGroup(const QString& title);
    QWidget* addRow(QWidget* group, const QString& name, QWidget* control,
                    const QString& explanation = {});
    void addLook();
    void addHabits();
    void addSafety();
    void addKeychain(QWidget* group);
    void addPassphrase(QWidget* group);
    void addWords(QWidget* group);
    void addPlaces(const ProgramFacts& facts);
    void filter(const QString& text);
    void showPreferences();
    void showWallet();
    void changePassphrase();
    void revealWords();
    void hideWords();
    void setKeychain(bool on);
    void sayOutcome(const WalletOutcome& outcome, const QString& good);

    WalletService& m_wallet;
    Preferences& m_preferences;
    SearchField* m_search;
    Notice* m_notice;
    QVBoxLayout* m_column;
    QLabel* m_nothing;
    QVector<Entry> m_entries;
    QVector<QWidget*> m_groups;

    QComboBox* m_theme = nullptr;
    QComboBox* m_language = nullptr;
    QComboBox* m_lock = nullptr;
    QCheckBox* m_hidden = nullptr;
    QCheckBox* m_notifications = nullptr;
    QCheckBox* m_keychain = nullptr;
    QLineEdit* m_keychainPassphrase = nullptr;
    QLineEdit* m_current = nullptr;
    QLineEdit* m_next = nullptr;
    QLineEdit* m_again = nullptr;
    QPushButton* m_change = nullptr;
    QLineEdit* m_wordsPassphrase = nullptr;
    QPushButton* m_reveal = nullptr;
    QLabel* m_words = nullptr;
};

}  // namespace timecoin
