// Contacts: names for the addresses of other people, so that they are found when paying and told apart
// from look-alikes. Works while the wallet is locked. Thread: GUI.
#pragma once

#include "ui/pages/wallet/wallet_page.h"

#include <optional>

class QCheckBox;
class QLineEdit;
class QMenu;
class QPushButton;
class QSortFilterProxyModel;

namespace timecoin {

class ContactModel;
class DataTable;
class SearchField;

class ContactsPage : public WalletPage {
    Q_OBJECT
public:
    ContactsPage(WalletService& wallet, NodeService& node, QWidget* parent = nullptr);

    QString title() const override { return tr("Contacts"); }
    QString iconName() const override { return QStringLiteral("contacts"); }
    void focusSearch() override;

signals:
    void payRequested(const QString& address);

protected:
    void showWallet(const WalletSnapshot& snapshot) override;

private:
    QWidget* makeList();
    QWidget* makeForm();
    void connectParts();
    void addToMenu(QMenu* menu, const QModelIndex& index);
    void onSearch(const QString& text);
    void onSelection();
    void onAddress(const QString& text);
    void showList();
    void startNew();
    void forgetAll();
    std::optional<ContactEntry> chosen() const;
    /// The known address that the typed one could be taken for; empty: none.
    QString twin() const;
    /// What is wrong with what is typed, for people; empty: nothing, or nothing is typed.
    QString addressProblem() const;
    QString nameProblem() const;
    void showWarning();
    void refuse(const QString& why, QLineEdit* field);
    void save();
    void onSaved(const ContactEntry& contact, bool isNew, const WalletOutcome& outcome);
    void removeChosen();
    void undoRemove();

    ContactModel* m_model;
    QSortFilterProxyModel* m_found;
    SearchField* m_search;
    Notice* m_notice;
    DataTable* m_table;
    QStackedWidget* m_list;
    QPushButton* m_pay;
    QPushButton* m_remove;
    QLabel* m_formTitle;
    QLineEdit* m_name;
    QLineEdit* m_address;
    Notice* m_warning;
    QCheckBox* m_compared;
    QPushButton* m_save;
    QPushButton* m_new;
    const QString m_prefix;  ///< of addresses here
    QStringList m_paid;
    std::optional<ContactEntry> m_removed;  ///< can come back as long as the strip offers it
    bool m_saving = false;
};

}  // namespace timecoin
