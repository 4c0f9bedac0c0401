#include "ui/pages/program/settings_page.h"

#include "node/api/deliver.h"
#include "ui/format/reason_text.h"
#include "ui/pages/program/secret_line.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/search_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kControlWidth = 320;

QLabel* explanationLabel(const QString& text, QWidget* parent) {
    auto* const label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// Several controls under each other, as one.
QWidget* together(std::initializer_list<QWidget*> controls) {
    auto* const box = new QWidget;
    auto* const layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace2);
    for (QWidget* const control : controls)
        layout->addWidget(control, 0,
                          qobject_cast<QLabel*>(control) ? Qt::Alignment() : Qt::AlignLeft);
    return box;
}

}  // namespace

SettingsPage::SettingsPage(WalletService& wallet, Preferences& preferences,
                           const ProgramFacts& facts, QWidget* parent)
    : Page(parent),
      m_wallet(wallet),
      m_preferences(preferences),
      m_search(new SearchField(tr("Search settings"), this)),
      m_notice(new Notice(this)),
      m_column(nullptr),
      m_nothing(new QLabel(tr("No setting is called like this."), this)) {
    auto* const heading = new QLabel(title(), this);
    heading->setFont(titleFont());
    m_search->setMaximumWidth(kControlWidth);
    m_notice->setClosable(true);
    auto* const area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto* const inside = new QWidget(area);
    inside->setMaximumWidth(kReadingWidth + 2 * kSpace6);
    m_column = new QVBoxLayout(inside);
    m_column->setContentsMargins(kSpace6, kSpace3, kSpace6, kSpace6);
    m_column->setSpacing(kSpace8);
    area->setWidget(inside);

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, kSpace6, 0, 0);
    layout->setSpacing(kSpace3);
    for (QWidget* const widget : std::initializer_list<QWidget*>{heading, m_search, m_notice}) {
        auto* const row = new QHBoxLayout;
        row->setContentsMargins(kSpace6, 0, kSpace6, 0);
        row->addWidget(widget, 1);
        if (widget == m_search) row->addStretch(1);
        layout->addLayout(row);
    }
    layout->addWidget(area, 1);

    addLook();
    addHabits();
    addSafety();
    addPlaces(facts);
    m_nothing->hide();
    m_column->addWidget(m_nothing);
    m_column->addStretch();

    connect(m_search, &SearchField::searched, this, &SettingsPage::filter);
    connect(&m_preferences, &Preferences::changed, this, &SettingsPage::showPreferences);
    connect(&m_wallet, &WalletService::snapshotChanged, this, &SettingsPage::showWallet);
    showPreferences();
    showWallet();
}

QWidget* SettingsPage::addGroup(const QString& title) {
    auto* const group = new QWidget(this);
    auto* const layout = new QVBoxLayout(group);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace4);
    auto* const label = new QLabel(title, group);
    QFont font = bodyFont();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    layout->addWidget(label);
    m_column->addWidget(group);
    m_groups.append(group);
    return group;
}

QWidget* SettingsPage::addRow(QWidget* group, const QString& name, QWidget* control,
                              const QString& explanation) {
    auto* const row = new QWidget(group);
    auto* const layout = new QVBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace1);
    // A check box carries its name itself.
    if (qobject_cast<QCheckBox*>(control) == nullptr &&
        control->findChild<QCheckBox*>() == nullptr) {
        auto* const label = new QLabel(name, row);
        label->setBuddy(control);
        layout->addWidget(label);
    }
    control->setAccessibleName(name);
    layout->addWidget(control, 0, qobject_cast<QLabel*>(control) ? Qt::Alignment() : Qt::AlignLeft);
    if (!explanation.isEmpty()) layout->addWidget(explanationLabel(explanation, row));
    group->layout()->addWidget(row);
    m_entries.append({row, name + QLatin1Char(' ') + explanation, group});
    return row;
}

void SettingsPage::addLook() {
    QWidget* const group = addGroup(tr("Look"));
    m_theme = new QComboBox;
    m_theme->addItem(tr("As the system"), static_cast<int>(ThemeChoice::System));
    m_theme->addItem(tr("Light"), static_cast<int>(ThemeChoice::Light));
    m_theme->addItem(tr("Dark"), static_cast<int>(ThemeChoice::Dark));
    connect(m_theme, &QComboBox::activated, this, [this] {
        m_preferences.setTheme(static_cast<ThemeChoice>(m_theme->currentData().toInt()));
    });
    addRow(group, tr("Theme"), m_theme);
    m_language = new QComboBox;
    m_language->addItem(tr("As the system"), QString());
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("Deutsch"), QStringLiteral("de"));
    connect(m_language, &QComboBox::activated, this, [this] {
        m_preferences.setLanguage(m_language->currentData().toString());
        m_notice->say(Notice::Kind::Info, tr("The language changes at the next start."));
    });
    addRow(group, tr("Language"), m_language, tr("Takes effect at the next start."));
    m_hidden = new QCheckBox(tr("Hide amounts"));
    connect(m_hidden, &QCheckBox::clicked, &m_preferences, &Preferences::setAmountsHidden);
    addRow(group, m_hidden->text(), m_hidden,
           tr("Dots instead of figures, for places where others can see the screen. Ctrl+Shift+M"));
}

void SettingsPage::addHabits() {
    QWidget* const group = addGroup(tr("Habits"));
    m_notifications = new QCheckBox(tr("Tell me when a payment is final or has failed"));
    connect(m_notifications, &QCheckBox::clicked, &m_preferences, &Preferences::setNotifications);
    addRow(group, m_notifications->text(), m_notifications,
           tr("Notifications of the desktop, without amounts while amounts are hidden."));
}

void SettingsPage::addSafety() {
    QWidget* const group = addGroup(tr("Safety"));
    m_lock = new QComboBox;
    for (const int minutes : {1, 2, 5, 10, 15, 30, 60})
        m_lock->addItem(tr("after %n minute(s)", nullptr, minutes), minutes);
    m_lock->addItem(tr("never"), 0);
    connect(m_lock, &QComboBox::activated, this,
            [this] { m_preferences.setLockMinutes(m_lock->currentData().toInt()); });
    addRow(group, tr("Lock the wallet when nobody uses it"), m_lock,
           tr("Locking wipes the spending keys from memory. Balances stay visible."));
    addKeychain(group);
    addPassphrase(group);
    addWords(group);
}

void SettingsPage::addKeychain(QWidget* group) {
    m_keychain = new QCheckBox(tr("Unlock with the system's keychain"));
    m_keychainPassphrase = new QLineEdit;
    prepareSecretLine(*m_keychainPassphrase, tr("Passphrase, to switch this on"));
    m_keychainPassphrase->setFixedWidth(kControlWidth);
    connect(m_keychain, &QCheckBox::clicked, this, &SettingsPage::setKeychain);
    connect(m_keychainPassphrase, &QLineEdit::returnPressed, m_keychain, &QCheckBox::click);
    addRow(group, m_keychain->text(), together({m_keychain, m_keychainPassphrase}),
           tr("Whoever is logged in here can then unlock. The passphrase keeps working."));
}

void SettingsPage::addPassphrase(QWidget* group) {
    m_current = new QLineEdit;
    m_next = new QLineEdit;
    m_again = new QLineEdit;
    prepareSecretLine(*m_current, tr("Present passphrase"));
    prepareSecretLine(*m_next, tr("New passphrase"));
    prepareSecretLine(*m_again, tr("New passphrase again"));
    m_change = new QPushButton(tr("Change passphrase"));
    for (QLineEdit* const line : {m_current, m_next, m_again}) {
        line->setFixedWidth(kControlWidth);
        connect(line, &QLineEdit::textChanged, this, &SettingsPage::showWallet);
    }
    connect(m_change, &QPushButton::clicked, this, &SettingsPage::changePassphrase);
    addRow(group, tr("Passphrase"), together({m_current, m_next, m_again, m_change}),
           tr("At least %1 characters. Older backups keep the passphrase they were made with.")
               .arg(WalletService::kLeastPassphrase));
}

void SettingsPage::addWords(QWidget* group) {
    m_wordsPassphrase = new QLineEdit;
    prepareSecretLine(*m_wordsPassphrase, tr("Passphrase"));
    m_wordsPassphrase->setFixedWidth(kControlWidth);
    m_reveal = new QPushButton(icon(QStringLiteral("eye")), tr("Show the words"));
    m_words = new QLabel;
    m_words->setFont(codeFont());
    m_words->setWordWrap(true);
    m_words->setFixedWidth(kReadingWidth - kSpace8);
    m_words->setAccessibleName(tr("Backup words"));
    m_words->hide();
    connect(m_reveal, &QPushButton::clicked, this, &SettingsPage::revealWords);
    connect(m_wordsPassphrase, &QLineEdit::textChanged, this, &SettingsPage::showWallet);
    addRow(group, tr("Backup words"), together({m_wordsPassphrase, m_reveal, m_words}),
           tr("Whoever sees these words can take the money. Nobody honest ever asks for them."));
}

void SettingsPage::addPlaces(const ProgramFacts& facts) {
    QWidget* const group = addGroup(tr("Places"));
    auto* const folder = new ElidedLabel(facts.dataFolder);
    auto* const open = new QPushButton(icon(QStringLiteral("folder")), tr("Open"));
    connect(open, &QPushButton::clicked, this,
            [path = facts.dataFolder] { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    addRow(group, tr("Data folder"), together({folder, open}),
           tr("The wallet, its history and the chain are in this folder."));
}

void SettingsPage::focusSearch() {
    m_search->beginSearch();
}

void SettingsPage::filter(const QString& text) {
    const QStringList parts = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (QWidget* const group : m_groups) group->hide();
    bool any = false;
    for (const Entry& entry : m_entries) {
        bool fits = true;
        for (const QString& part : parts)
            fits = fits && entry.words.contains(part, Qt::CaseInsensitive);
        entry.row->setVisible(fits);
        if (fits) entry.group->show();
        any = any || fits;
    }
    m_nothing->setVisible(!any);
}

void SettingsPage::showPreferences() {
    m_theme->setCurrentIndex(m_theme->findData(static_cast<int>(m_preferences.theme())));
    m_language->setCurrentIndex(m_language->findData(m_preferences.language()));
    const int minutes = m_preferences.lockMinutes();
    if (m_lock->findData(minutes) < 0)
        m_lock->insertItem(0, tr("after %n minute(s)", nullptr, minutes), minutes);
    m_lock->setCurrentIndex(m_lock->findData(minutes));
    m_hidden->setChecked(m_preferences.amountsHidden());
    m_notifications->setChecked(m_preferences.notifications());
}

void SettingsPage::showWallet() {
    const WalletSnapshotPtr snapshot = m_wallet.snapshot();
    const bool open =
        snapshot->state == WalletState::Locked || snapshot->state == WalletState::Unlocked;
    const bool there = open || snapshot->state == WalletState::Sealed;
    m_keychain->setChecked(snapshot->keychainOn);
    m_keychain->setEnabled(open);
    m_keychainPassphrase->setVisible(open && !snapshot->keychainOn);
    for (QLineEdit* const line : {m_current, m_next, m_again}) line->setEnabled(there);
    m_wordsPassphrase->setEnabled(there);
    m_change->setEnabled(there && !m_current->text().isEmpty() &&
                         m_next->text().size() >= WalletService::kLeastPassphrase &&
                         m_next->text() == m_again->text());
    m_reveal->setEnabled(!m_words->isHidden() || (there && !m_wordsPassphrase->text().isEmpty()));
    if (!open) hideWords();
}

void SettingsPage::sayOutcome(const WalletOutcome& outcome, const QString& good) {
    if (outcome.ok)
        m_notice->say(Notice::Kind::Good, good);
    else
        m_notice->say(Notice::Kind::Bad, walletCodeText(outcome.code, outcome.detail));
}

void SettingsPage::setKeychain(bool on) {
    // Shown as it is until the wallet says that it has changed.
    m_keychain->setChecked(m_wallet.snapshot()->keychainOn);
    if (on && m_keychainPassphrase->text().isEmpty()) {
        m_notice->say(Notice::Kind::Wait, tr("Type the passphrase below, then switch this on."));
        m_keychainPassphrase->setFocus();
        return;
    }
    deliver(m_wallet.setKeychain(on, takeSecret(*m_keychainPassphrase)), this,
            [this, on](const WalletOutcome& outcome) {
                sayOutcome(outcome, on ? tr("The keychain can unlock this wallet now.")
                                       : tr("The key was removed from the keychain."));
            });
}

void SettingsPage::changePassphrase() {
    const SecretText current = takeSecret(*m_current);
    const SecretText next = takeSecret(*m_next);
    m_again->clear();
    m_notice->say(Notice::Kind::Info, tr("Changing the passphrase…"));
    deliver(m_wallet.changePassphrase(current, next), this, [this](const WalletOutcome& outcome) {
        sayOutcome(outcome, tr("The passphrase was changed."));
    });
}

void SettingsPage::revealWords() {
    if (!m_words->isHidden()) return hideWords();
    deliver(m_wallet.revealWords(takeSecret(*m_wordsPassphrase)), this,
            [this](const WordsAnswer& answer) {
                if (!answer.outcome.ok) return sayOutcome(answer.outcome, {});
                m_notice->clear();
                // They may have come after the page was left.
                if (!isVisible()) return;
                m_words->setText(QString::fromUtf8(answer.words.text().data(),
                                                   qsizetype(answer.words.text().size())));
                m_words->show();
                m_reveal->setText(tr("Hide the words"));
                m_reveal->setEnabled(true);
            });
}

void SettingsPage::hideWords() {
    if (m_words == nullptr || m_words->isHidden()) return;
    m_words->clear();
    m_words->hide();
    m_reveal->setText(tr("Show the words"));
    m_reveal->setEnabled(false);
}

void SettingsPage::hideEvent(QHideEvent* event) {
    hideWords();
    for (QLineEdit* const line :
         {m_current, m_next, m_again, m_wordsPassphrase, m_keychainPassphrase})
        line->clear();
    Page::hideEvent(event);
}

}  // namespace timecoin
