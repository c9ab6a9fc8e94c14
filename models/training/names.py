"""Names that people of UK communities bear, written for this project, by community.

The public lists are thin on these; each entry is given names and family names.
"""

_TABLE = """
english: Oliver Harry George Callum Lewis Darren Gary Kevin Wayne Shane Nigel Derek Terence Alfie Archie Poppy Gemma Kelly Stacey Tracey Sharon Maureen Doreen Beryl Kirsty Leanne Jade Chelsea Amber Holly Grace Faith Joy Mark Will Rob Drew Jack Bill Frank Pat Sue Dawn Rose May June April Robin Guy | Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker Thompson Green Hall Wood Clarke Hughes Edwards Hill Cooper Ward Turner Baker Carter Mitchell Shaw Bennett Gray Cox Marsh Price Bond Rowe Banks Field Lane Street Church Ford West North Day Winter Snow Love Best Long Short King Bishop Pope Knight Page Mason Fisher Potter Sharp Swift Rust Flood Pike Salmon Hogg Lamb Bull Fox Ashworth Entwistle Ramsbottom Heseltine Featherstone Cholmondeley Satterthwaite
scottish: Ewan Hamish Fraser Angus Calum Gregor Lachlan Finlay Iain Eilidh Isla Mhairi Morag Catriona Ailsa Shona Kirsten Fiona | MacDonald McDonald Campbell Stewart Robertson Murray Buchanan MacLeod McKenzie Sinclair Drummond Farquharson McAllister McTavish Menzies Cockburn Colquhoun Dalziel Kerr Baird
welsh: Rhys Gareth Dylan Gethin Ioan Iolo Emyr Geraint Huw Llewellyn Sian Angharad Bronwen Carys Cerys Ffion Gwen Lowri Nia Rhiannon | Jones Davies Evans Thomas Roberts Llewellyn Pugh Prosser Gwynne Rees Griffiths Bevan Powell Probert Cadwaladr Morgan ap-Rhys Vaughan
irish: Sean Liam Declan Conor Cormac Eoin Padraig Fergal Niall Aoife Siobhan Niamh Caoimhe Sinead Orla Roisin Grainne Maeve | O'Brien O'Neill O'Connor Murphy Kelly Byrne Ryan Gallagher Doherty McLaughlin Quinn Kavanagh Nolan Fitzpatrick Mulholland McGuinness O'Shea Cafferkey Devlin Maguire
traveller: Paddy Jimmy Johnny Miley Bridget Margaret Shakira Crystal Levi Nelson Elijah Noah | Ward Doran McDonagh Connors Rooney Smith Lee Boswell Price Loveridge Hearn Wilson Cash Stokes Delaney
pakistani: Muhammad Mohammed Imran Asif Bilal Usman Zubair Tariq Shahid Nadeem Kashif Adeel Hamza Waqas Saqib Khalid Farooq Aisha Fatima Zainab Saima Nadia Shabana Rukhsana Samina Bushra Nazia Kiran Mehwish Sana | Khan Hussain Ahmed Ali Malik Iqbal Mahmood Akhtar Butt Chaudhry Mirza Qureshi Shah Raja Bhatti Sheikh Javed Rafiq Rashid Yousaf Bibi Begum Kausar Parveen Zaman Aslam Siddiqui Ansari Awan Dar Gondal
bangladeshi: Abdul Rafiqul Shafiqul Kamal Jamal Monir Nazrul Habibur Shamim Faruk Sultana Rehana Nasima Shahana Rabeya Jesmin Tahmina Ayesha | Miah Rahman Uddin Islam Hossain Begum Khatun Chowdhury Ahmed Ali Choudhury Haque Alam Sarkar Sikder Khanom Akther Talukdar
indian: Rajesh Sanjay Vikram Arjun Nikhil Deepak Anil Sunil Ravi Kiran Amit Jayesh Bhavesh Priya Anjali Meena Sunita Lakshmi Deepa Kavita Hetal Bhavna Nisha Pooja Ananya | Patel Shah Sharma Gupta Mehta Desai Joshi Reddy Nair Iyer Pillai Menon Rao Kumar Verma Mistry Parmar Chauhan Solanki Lad Modi Gandhi Krishnan Subramaniam Venkatesh Mukherjee Banerjee Chatterjee Das Fernandes
sikh: Gurpreet Harpreet Manpreet Jaspreet Sukhdev Baljit Kuldip Amrit Harjinder Jagtar Satnam Ranjit Simran Navjot Parminder Mandeep Rajinder Jasbir | Singh Kaur Gill Sandhu Dhillon Sidhu Grewal Bains Dhaliwal Johal Sahota Atwal Uppal Virdee Bhogal Chana Kang Purewal Mann
tamil: Sivakumar Thiru Ganesh Suresh Kumaran Arulmoli Nirmala Shanthi Vasanthi Thusha Kavitha Yalini | Sivanathan Rajaratnam Balasubramaniam Selvarajah Kandiah Ponnambalam Nadarajah Thevarajah Jeyakumar Sritharan Mahendran
nigerian: Chukwuemeka Emeka Chinedu Obinna Ikenna Tunde Babatunde Olumide Segun Femi Kayode Adebayo Ngozi Chioma Adaeze Ifeoma Amaka Folake Yetunde Bukola Temitope Blessing Precious Favour Sunday Goodness Musa Aminu | Okafor Okonkwo Adeyemi Adebayo Ogunleye Balogun Eze Nwosu Obi Okoro Chukwu Olawale Adeleke Oyelaran Afolabi Bello Danjuma Abubakar Ibrahim Igwe Nnamdi Uzoma Akinola Oluwaseun Ojo Akpan Etim Osagie Igbinedion
ghanaian: Kwame Kofi Kwabena Yaw Kojo Kweku Nana Akwasi Ama Abena Akosua Efua Adwoa Afia Esi Akua | Mensah Owusu Boateng Asante Osei Appiah Agyeman Amoah Ofori Sarpong Darko Antwi Acheampong Nkrumah Quaye Tetteh Addo Annan
somali: Abdi Abdirahman Ahmed Mohamed Yusuf Farah Hassan Mahad Liban Cabdi Guled Ayaan Hodan Sahra Faduma Fowsiya Ifrah Hibo Ubah Nimco | Warsame Abdi Farah Ali Hassan Mohamud Nur Osman Jama Dirie Hersi Isse Egal Duale Gedi Roble Samatar Aden Omar Abdullahi
sudanese_eritrean_ethiopian: Yohannes Tesfay Mehari Dawit Abel Berhane Selam Hiwot Almaz Senait Bekele Haile Tewolde Osman Elfatih Mubarak Salma | Tesfamariam Ghebremeskel Haile Kidane Woldu Tekle Habte Abraha Gebre Bekele Tadesse Abebe Eltayeb Elamin Idris Osman
zimbabwean_congolese: Tendai Tafadzwa Farai Tinashe Rudo Chipo Nyasha Kudzai Jean-Paul Dieudonne Patience Mbuyi Trésor | Moyo Ncube Ndlovu Sibanda Dube Chikwanha Mutasa Chigumba Mapfumo Kabongo Ilunga Mbala Tshibangu Kasongo Mukendi
caribbean: Winston Delroy Leroy Errol Desmond Trevor Jermaine Tyrone Devonte Shanice Keisha Latoya Marcia Yvonne Beverley Sonia Kemar Romario Dwayne | Campbell Grant Brown Williams Clarke Francis Bailey Powell Gayle Bolt Henry Joseph Charles Pierre Baptiste Lewis Gordon Blake Thompson Reid
polish: Piotr Tomasz Krzysztof Marcin Pawel Wojciech Zbigniew Grzegorz Jacek Lukasz Agnieszka Katarzyna Malgorzata Ewa Beata Magda Zofia Jolanta | Kowalski Kowalska Nowak Wisniewski Wojcik Kaminski Lewandowski Zielinski Szymanski Wozniak Dabrowski Jankowska Mazur Krawczyk Piotrowska Grabowski Pawlak Szczepaniak Wrzesniewski
romanian_bulgarian: Ionut Andrei Mihai Florin Vasile Cristian Bogdan Alin Elena Ioana Mihaela Georgiana Raluca Dimitar Georgi Ivan Stoyan Desislava Petya | Popescu Ionescu Popa Radu Stan Dumitru Munteanu Constantin Vasilescu Ciobanu Moldovan Lacatus Ivanov Georgiev Dimitrov Petrov Stoyanova Todorova
baltic_ukrainian: Vytautas Mindaugas Darius Jonas Rasa Egle Andris Janis Inese Oleksandr Dmytro Olena Oksana Iryna Yuriy Serhiy Volodymyr | Kazlauskas Petrauskas Jankauskas Balciunas Kazlauskiene Berzins Kalnins Ozols Shevchenko Kovalenko Bondarenko Tkachenko Melnyk Kravchuk Boyko
portuguese_brazilian: Joao Rui Tiago Rafael Thiago Felipe Fernanda Mariana Beatriz Catarina Ines Luciana | Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Goncalves Gomes Lopes Marques dos-Santos
turkish_kurdish: Mehmet Mustafa Emre Burak Hakan Serkan Ayse Fatma Elif Zeynep Azad Baran Rojda Dilan Hozan | Yilmaz Kaya Demir Celik Sahin Yildiz Ozturk Aydin Arslan Dogan Kilic Karadag Bozkurt
arab_iraqi_syrian: Omar Khaled Mahmoud Youssef Karim Samir Bashar Haidar Layla Mariam Noor Rania Hanan Huda Yasmin Amina | Al-Masri al-Hassan Haddad Khoury Nasser Saleh Hamdan Abbas Jaber al-Jabouri Aziz Mansour Darwish Najjar Sayegh Barzani
iranian_afghan: Reza Hamid Farhad Behrouz Navid Kaveh Shirin Parisa Mahsa Nasrin Ahmad Najib Zabihullah Gul Mirwais Farzana Shukria | Hosseini Ahmadi Karimi Rahimi Tehrani Moradi Jafari Ebrahimi Ahmadzai Stanikzai Noorzai Popal Wardak Amiri
chinese: Wei Jun Ming Li Xiaoming Jing Fang Yan Hui Mei Ling Siu-Ming Kwok-Wai Wing-Yan Ka-Yan Zhihao Yuxuan Xinyi | Wang Li Zhang Chen Liu Huang Zhao Wu Zhou Xu Sun Ma Zhu Lin He Guo Cheung Wong Chan Leung Lau Cheng Ho Ng Tsang Yip Fung
vietnamese_filipino: Minh Duc Hung Tuan Linh Huong Thuy Lan Nguyet Jose Maricel Jennilyn Rodel Rowena Analyn | Nguyen Tran Le Pham Hoang Phan Vu Dang Bui Do Santos Reyes Cruz Bautista Dela-Cruz Villanueva
korean_japanese: Min-jun Ji-woo Seo-yeon Hyun Jae Soo-jin Hiroshi Kenji Takashi Yuki Haruka Aiko | Kim Park Lee Choi Jung Kang Yoon Tanaka Suzuki Sato Watanabe Yamamoto Kobayashi
jewish_israeli: Moshe Shlomo Avi Yosef Chaim Mordechai Rivka Chana Leah Esther Devorah Tamar Noam | Cohen Levy Goldberg Rosenberg Friedman Katz Schwartz Stern Weiss Feldman Blum Gluck Halberstam
nepali_gurkha: Bishnu Prakash Dil Tek Rajan Suman Sita Maya Gita Binita Sarita | Gurung Rai Limbu Thapa Tamang Magar Pun Shrestha Karki Adhikari
italian_greek_cypriot: Giuseppe Marco Luca Antonio Giovanni Francesca Chiara Andreas Costas Panayiotis Giorgos Eleni Despina Androulla | Rossi Russo Ferrari Esposito Bianchi Romano Georgiou Christodoulou Papadopoulos Constantinou Ioannou Charalambous
"""

COMMUNITIES: dict[str, tuple[list[str], list[str]]] = {
    line.split(":")[0]: (
        line.split(":")[1].split("|")[0].split(),
        line.split("|")[1].replace("dos-Santos", "Santos").split(),
    )
    for line in _TABLE.strip().splitlines()
}
